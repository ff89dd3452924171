# bash completion of db-update, printed by db-update --print-completion bash
_turnkit_db_update() {
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
        --wait)
            COMPREPLY=()
            return
            ;;
        --game)
            COMPREPLY=()
            return
            ;;
        --name-language)
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
    local options='--db --wait -o --output --lang --color --strict --stats -v --verbose -q --quiet --log-json --print-config --print-options -h --help -V --version'
    local commands='init spells monsters maps' command='' item
    for item in "${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
        case $item in
        init)
            command=$item
            options+=''
            ;;
        spells)
            command=$item
            options+=' --game --name-language --keep-good -n --dry-run --changes'
            ;;
        monsters)
            command=$item
            options+=' --game --name-language --keep-good -n --dry-run --changes'
            ;;
        maps)
            command=$item
            options+=' --game --name-language --keep-good -n --dry-run --changes'
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
complete -o filenames -F _turnkit_db_update db-update
