# bash completion of llm-ask, printed by llm-ask --print-completion bash
_turnkit_llm_ask() {
    local word=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD - 1]}
    if [[ $word == = ]]; then
        word=''
    elif [[ $previous == = ]]; then
        previous=${COMP_WORDS[COMP_CWORD - 2]}
    fi
    COMPREPLY=()
    case $previous in
        --provider)
            COMPREPLY=()
            return
            ;;
        --url)
            COMPREPLY=()
            return
            ;;
        --model)
            COMPREPLY=()
            return
            ;;
        --fallback)
            COMPREPLY=()
            return
            ;;
        --role)
            COMPREPLY=()
            return
            ;;
        --task)
            mapfile -t COMPREPLY < <(compgen -W 'general place quick combat dialogue tactics' -- "$word")
            return
            ;;
        --prefer)
            mapfile -t COMPREPLY < <(compgen -W 'quality cost' -- "$word")
            return
            ;;
        --key-file)
            mapfile -t COMPREPLY < <(compgen -f -- "$word")
            return
            ;;
        --db)
            mapfile -t COMPREPLY < <(compgen -f -- "$word")
            return
            ;;
        --max-tokens)
            COMPREPLY=()
            return
            ;;
        --temperature)
            COMPREPLY=()
            return
            ;;
        --top-k)
            COMPREPLY=()
            return
            ;;
        --top-p)
            COMPREPLY=()
            return
            ;;
        --context)
            COMPREPLY=()
            return
            ;;
        --when-too-long)
            mapfile -t COMPREPLY < <(compgen -W 'refuse trim' -- "$word")
            return
            ;;
        --retries)
            COMPREPLY=()
            return
            ;;
        --connect-timeout)
            COMPREPLY=()
            return
            ;;
        --first-token-timeout)
            COMPREPLY=()
            return
            ;;
        --idle-timeout)
            COMPREPLY=()
            return
            ;;
        --total-timeout)
            COMPREPLY=()
            return
            ;;
        --cache)
            mapfile -t COMPREPLY < <(compgen -W 'exact semantic refresh off' -- "$word")
            return
            ;;
        --cache-ttl)
            COMPREPLY=()
            return
            ;;
        --embedding-model)
            COMPREPLY=()
            return
            ;;
        --system)
            COMPREPLY=()
            return
            ;;
        -j | --jobs)
            COMPREPLY=()
            return
            ;;
        --image)
            COMPREPLY=()
            return
            ;;
        --schema)
            mapfile -t COMPREPLY < <(compgen -f -- "$word")
            return
            ;;
        --tool)
            COMPREPLY=()
            return
            ;;
        --max-calls)
            COMPREPLY=()
            return
            ;;
        --call-timeout)
            COMPREPLY=()
            return
            ;;
        --critic)
            COMPREPLY=()
            return
            ;;
        -o | --output)
            mapfile -t COMPREPLY < <(compgen -f -- "$word")
            return
            ;;
        --lang)
            mapfile -t COMPREPLY < <(compgen -W 'en fr' -- "$word")
            return
            ;;
        --color)
            mapfile -t COMPREPLY < <(compgen -W 'auto always never' -- "$word")
            return
            ;;
        --stats)
            mapfile -t COMPREPLY < <(compgen -f -- "$word")
            return
            ;;
    esac
    local options='--provider --url --model --fallback --role --task --prefer --key-file --db --max-tokens --temperature --top-k --top-p --context --when-too-long --retries --connect-timeout --first-token-timeout --idle-timeout --total-timeout --cache --cache-ttl --embedding-model -o --output --lang --color --strict --stats -v --verbose -q --quiet --log-json --print-config --print-options -h --help -V --version'
    local commands='ask narrate models rate warm' command='' item
    for item in "${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
        case $item in
        ask)
            command=$item
            options+=' --system -j --jobs --each --image --schema --tool --allow-write --max-calls --call-timeout --critic'
            ;;
        narrate)
            command=$item
            options+=''
            ;;
        models)
            command=$item
            options+=''
            ;;
        rate)
            command=$item
            options+=''
            ;;
        warm)
            command=$item
            options+=' --system -j --jobs'
            ;;
        esac
    done
    if [[ -z $command && $word != -* ]]; then
        mapfile -t COMPREPLY < <(compgen -W "$commands" -- "$word")
        return
    fi
    if [[ $word == -* ]]; then
        mapfile -t COMPREPLY < <(compgen -W "$options" -- "$word")
    else
        mapfile -t COMPREPLY < <(compgen -f -- "$word")
    fi
}
complete -o filenames -F _turnkit_llm_ask llm-ask
