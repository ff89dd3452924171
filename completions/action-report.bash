# bash completion of action-report, printed by action-report --print-completion bash
_turnkit_action_report() {
    local word=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD - 1]}
    if [[ $word == = ]]; then
        word=''
    elif [[ $previous == = ]]; then
        previous=${COMP_WORDS[COMP_CWORD - 2]}
    fi
    COMPREPLY=()
    case $previous in
        --from)
            mapfile -t COMPREPLY < <(compgen -W 'auto jsonl json csv xes ocel showdown pgn spmf database' -- "$word")
            return
            ;;
        -m | --map)
            COMPREPLY=()
            return
            ;;
        --objects)
            COMPREPLY=()
            return
            ;;
        --only)
            COMPREPLY=()
            return
            ;;
        --skip)
            COMPREPLY=()
            return
            ;;
        --actor)
            COMPREPLY=()
            return
            ;;
        --action)
            COMPREPLY=()
            return
            ;;
        --session)
            COMPREPLY=()
            return
            ;;
        --since)
            COMPREPLY=()
            return
            ;;
        --until)
            COMPREPLY=()
            return
            ;;
        --timeframe)
            COMPREPLY=()
            return
            ;;
        --zone)
            COMPREPLY=()
            return
            ;;
        --sequence)
            COMPREPLY=()
            return
            ;;
        --streak)
            COMPREPLY=()
            return
            ;;
        --alert)
            COMPREPLY=()
            return
            ;;
        --export)
            mapfile -t COMPREPLY < <(compgen -f -- "$word")
            return
            ;;
        --compare)
            COMPREPLY=()
            return
            ;;
        --judge)
            mapfile -t COMPREPLY < <(compgen -f -- "$word")
            return
            ;;
        --graph)
            mapfile -t COMPREPLY < <(compgen -f -- "$word")
            return
            ;;
        --task)
            COMPREPLY=()
            return
            ;;
        --min-sample)
            COMPREPLY=()
            return
            ;;
        --timeline)
            COMPREPLY=()
            return
            ;;
        --html)
            mapfile -t COMPREPLY < <(compgen -f -- "$word")
            return
            ;;
        --trace)
            COMPREPLY=()
            return
            ;;
        --svg)
            mapfile -t COMPREPLY < <(compgen -f -- "$word")
            return
            ;;
        --turn)
            COMPREPLY=()
            return
            ;;
        --db)
            mapfile -t COMPREPLY < <(compgen -f -- "$word")
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
    local options='--from -m --map --objects --lifecycle --follow --only --skip --actor --action --session --since --until --timeframe --zone --sequence --streak --alert --export --compare --judge --graph --task --min-sample --timeline --html --trace --svg -o --output --lang --color --strict --stats -v --verbose -q --quiet --log-json --print-config --print-options -h --help -V --version --format'
    local commands='replay call' command='' item
    for item in "${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
        case $item in
        replay)
            command=$item
            options+=' --turn --actor --session --key-events --text'
            ;;
        call)
            command=$item
            options+=' --db -m --map --min-sample'
            ;;
        esac
    done
    if [[ -z $command && $word != -* ]]; then
        mapfile -t COMPREPLY < <(compgen -f -W "$commands" -- "$word")
        return
    fi
    if [[ $word == -* ]]; then
        mapfile -t COMPREPLY < <(compgen -W "$options" -- "$word")
    else
        mapfile -t COMPREPLY < <(compgen -f -- "$word")
    fi
}
complete -o filenames -F _turnkit_action_report action-report
