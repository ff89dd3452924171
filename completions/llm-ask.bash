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
            mapfile -t COMPREPLY < <(compgen -W 'ollama openai builtin' -- "$word")
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
        --key-file)
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
        --system)
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
    local options='--provider --url --model --key-file --max-tokens --temperature --top-k --top-p --context --connect-timeout --first-token-timeout --idle-timeout --total-timeout -o --output --lang --color --strict --stats -v --verbose -q --quiet --log-json --print-config --print-options -h --help -V --version'
    local commands='ask narrate' command='' item
    for item in "${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
        case $item in
        ask)
            command=$item
            options+=' --system'
            ;;
        narrate)
            command=$item
            options+=''
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
