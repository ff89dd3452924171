# bash completion of kb-query, printed by kb-query --print-completion bash
_turnkit_kb_query() {
    local word=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD - 1]}
    if [[ $word == = ]]; then
        word=''
    elif [[ $previous == = ]]; then
        previous=${COMP_WORDS[COMP_CWORD - 2]}
    fi
    COMPREPLY=()
    case $previous in
        --db)
            mapfile -t COMPREPLY < <(compgen -f -- "$word")
            return
            ;;
        --game)
            COMPREPLY=()
            return
            ;;
        --name)
            COMPREPLY=()
            return
            ;;
        --class)
            COMPREPLY=()
            return
            ;;
        --level)
            COMPREPLY=()
            return
            ;;
        --sort)
            COMPREPLY=()
            return
            ;;
        --limit)
            COMPREPLY=()
            return
            ;;
        --race)
            COMPREPLY=()
            return
            ;;
        --zone)
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
        --format)
            mapfile -t COMPREPLY < <(compgen -W 'auto jsonl json table csv' -- "$word")
            return
            ;;
    esac
    local options='--db --game -o --output --lang --color --strict --stats -v --verbose -q --quiet --log-json --print-config --print-options -h --help -V --version --format'
    local commands='spells monsters maps search advise' command='' item
    for item in "${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
        case $item in
        spells)
            command=$item
            options+=' --name --class --level --sort --limit'
            ;;
        monsters)
            command=$item
            options+=' --name --race --level --sort --limit'
            ;;
        maps)
            command=$item
            options+=' --name --zone --level --sort --limit'
            ;;
        search)
            command=$item
            options+=' --limit'
            ;;
        advise)
            command=$item
            options+=' --limit'
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
complete -o filenames -F _turnkit_kb_query kb-query
