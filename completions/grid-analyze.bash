# bash completion of grid-analyze, printed by grid-analyze --print-completion bash
_turnkit_grid_analyze() {
    local word=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD - 1]}
    if [[ $word == = ]]; then
        word=''
    elif [[ $previous == = ]]; then
        previous=${COMP_WORDS[COMP_CWORD - 2]}
    fi
    COMPREPLY=()
    case $previous in
        -p | --profile)
            COMPREPLY=()
            return
            ;;
        --learn-profile)
            mapfile -t COMPREPLY < <(compgen -f -- "$word")
            return
            ;;
        --templates)
            mapfile -t COMPREPLY < <(compgen -d -- "$word")
            return
            ;;
        --annotate)
            mapfile -t COMPREPLY < <(compgen -f -- "$word")
            return
            ;;
        --distance)
            COMPREPLY=()
            return
            ;;
        --path)
            COMPREPLY=()
            return
            ;;
        --reach)
            COMPREPLY=()
            return
            ;;
        --mp)
            COMPREPLY=()
            return
            ;;
        --los)
            COMPREPLY=()
            return
            ;;
        --range)
            COMPREPLY=()
            return
            ;;
        --zone)
            COMPREPLY=()
            return
            ;;
        --at)
            COMPREPLY=()
            return
            ;;
        --from)
            COMPREPLY=()
            return
            ;;
        --threat)
            COMPREPLY=()
            return
            ;;
        --db)
            mapfile -t COMPREPLY < <(compgen -f -- "$word")
            return
            ;;
        --game)
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
    local options='-p --profile --events --learn-profile --templates --annotate --board --distance --path --reach --mp --no-tackle --los --range --zone --at --from --threat --summary --draw --db --game -o --output --lang --color --strict --stats -v --verbose -q --quiet --log-json --print-config --print-options -h --help -V --version --format'
    if [[ $word == -* ]]; then
        mapfile -t COMPREPLY < <(compgen -W "$options" -- "$word")
    else
        mapfile -t COMPREPLY < <(compgen -f -- "$word")
    fi
}
complete -o filenames -F _turnkit_grid_analyze grid-analyze
