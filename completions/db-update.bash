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
        --as)
            mapfile -t COMPREPLY < <(compgen -W 'dofusdb d2o dofus-unity 5e generic' -- "$word")
            return
            ;;
        --map)
            COMPREPLY=()
            return
            ;;
        --texts)
            mapfile -t COMPREPLY < <(compgen -f -- "$word")
            return
            ;;
        --name-language)
            COMPREPLY=()
            return
            ;;
        --text-language)
            COMPREPLY=()
            return
            ;;
        --kind)
            COMPREPLY=()
            return
            ;;
        --server)
            COMPREPLY=()
            return
            ;;
        --time)
            COMPREPLY=()
            return
            ;;
        --dates)
            mapfile -t COMPREPLY < <(compgen -W 'day-first month-first' -- "$word")
            return
            ;;
        --user)
            COMPREPLY=()
            return
            ;;
        --session)
            COMPREPLY=()
            return
            ;;
        --keep)
            COMPREPLY=()
            return
            ;;
        --if-older)
            COMPREPLY=()
            return
            ;;
        --pass-phrase-file)
            mapfile -t COMPREPLY < <(compgen -f -- "$word")
            return
            ;;
        --older-than)
            COMPREPLY=()
            return
            ;;
        --grant)
            COMPREPLY=()
            return
            ;;
        --withdraw)
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
    local options='--db --wait -o --output --lang --color --strict --stats -v --verbose -q --quiet --log-json --print-config --print-options -h --help -V --version --format'
    local commands='import spells spell-levels monsters maps world items recipes sets records undo market taxes actions sessions metrics interactions learn-from-action init migrate check vacuum backup restore prune data-map export-user forget consent sync' command='' item
    for item in "${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
        case $item in
        import)
            command=$item
            options+=' --game --as --map --texts --name-language --text-language --keep-good -n --dry-run --changes'
            ;;
        spells)
            command=$item
            options+=' --game --as --map --texts --name-language --text-language --keep-good -n --dry-run --changes'
            ;;
        spell-levels)
            command=$item
            options+=' --game --as --map --texts --name-language --text-language --keep-good -n --dry-run --changes'
            ;;
        monsters)
            command=$item
            options+=' --game --as --map --texts --name-language --text-language --keep-good -n --dry-run --changes'
            ;;
        maps)
            command=$item
            options+=' --game --as --map --texts --name-language --text-language --keep-good -n --dry-run --changes'
            ;;
        world)
            command=$item
            options+=' --game --as --map --texts --name-language --text-language --keep-good -n --dry-run --changes'
            ;;
        items)
            command=$item
            options+=' --game --as --map --texts --name-language --text-language --keep-good -n --dry-run --changes'
            ;;
        recipes)
            command=$item
            options+=' --game --as --map --texts --name-language --text-language --keep-good -n --dry-run --changes'
            ;;
        sets)
            command=$item
            options+=' --game --as --map --texts --name-language --text-language --keep-good -n --dry-run --changes'
            ;;
        records)
            command=$item
            options+=' --game --as --map --texts --name-language --text-language --keep-good -n --dry-run --changes --kind'
            ;;
        undo)
            command=$item
            options+=' -n --dry-run'
            ;;
        market)
            command=$item
            options+=' --game --server --time --map --dates --keep-good -n --dry-run'
            ;;
        taxes)
            command=$item
            options+=' --game --dates --keep-good -n --dry-run'
            ;;
        actions)
            command=$item
            options+=' --map --dates --keep-good -n --dry-run --game --user --session'
            ;;
        sessions)
            command=$item
            options+=' --map --dates --keep-good -n --dry-run --game --user'
            ;;
        metrics)
            command=$item
            options+=' --map --dates --keep-good -n --dry-run'
            ;;
        interactions)
            command=$item
            options+=' --map --dates --keep-good -n --dry-run'
            ;;
        learn-from-action)
            command=$item
            options+=' --game --session --keep-good -n --dry-run'
            ;;
        init)
            command=$item
            options+=''
            ;;
        migrate)
            command=$item
            options+=''
            ;;
        check)
            command=$item
            options+=''
            ;;
        vacuum)
            command=$item
            options+=''
            ;;
        backup)
            command=$item
            options+=' --keep --if-older --encrypt --pass-phrase-file'
            ;;
        restore)
            command=$item
            options+=' --force --pass-phrase-file'
            ;;
        prune)
            command=$item
            options+=' --older-than -n --dry-run'
            ;;
        data-map)
            command=$item
            options+=''
            ;;
        export-user)
            command=$item
            options+=''
            ;;
        forget)
            command=$item
            options+=' -n --dry-run'
            ;;
        consent)
            command=$item
            options+=' --grant --withdraw'
            ;;
        sync)
            command=$item
            options+=' -n --dry-run'
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
