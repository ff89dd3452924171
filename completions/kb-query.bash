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
        --cache)
            COMPREPLY=()
            return
            ;;
        --cache-size)
            COMPREPLY=()
            return
            ;;
        --id)
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
        --element)
            COMPREPLY=()
            return
            ;;
        --level)
            COMPREPLY=()
            return
            ;;
        --where)
            COMPREPLY=()
            return
            ;;
        --sort)
            COMPREPLY=()
            return
            ;;
        --fields)
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
        --drops)
            COMPREPLY=()
            return
            ;;
        --zone)
            COMPREPLY=()
            return
            ;;
        --resource)
            COMPREPLY=()
            return
            ;;
        --monster)
            COMPREPLY=()
            return
            ;;
        --kind)
            COMPREPLY=()
            return
            ;;
        --set)
            COMPREPLY=()
            return
            ;;
        --server)
            COMPREPLY=()
            return
            ;;
        --item)
            COMPREPLY=()
            return
            ;;
        --since)
            COMPREPLY=()
            return
            ;;
        --session)
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
        --ap)
            COMPREPLY=()
            return
            ;;
        --target)
            COMPREPLY=()
            return
            ;;
        --distance)
            COMPREPLY=()
            return
            ;;
        --days)
            COMPREPLY=()
            return
            ;;
        --min-samples)
            COMPREPLY=()
            return
            ;;
        --min-gain)
            COMPREPLY=()
            return
            ;;
        --max-age)
            COMPREPLY=()
            return
            ;;
        --now)
            COMPREPLY=()
            return
            ;;
        --watch)
            mapfile -t COMPREPLY < <(compgen -f -- "$word")
            return
            ;;
        --max-danger)
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
    local options='--db --game --cache --cache-size -o --output --lang --color --strict --stats -v --verbose -q --quiet --log-json --print-config --print-options -h --help -V --version --format'
    local commands='spells monsters maps items market actions search sql advise optimal-spells monster-strategy market-opportunities route diff' command='' item
    for item in "${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
        case $item in
        spells)
            command=$item
            options+=' --id --name --class --element --level --where --sort --fields --limit'
            ;;
        monsters)
            command=$item
            options+=' --id --name --race --drops --level --where --sort --fields --limit'
            ;;
        maps)
            command=$item
            options+=' --id --name --zone --resource --monster --level --where --sort --fields --limit'
            ;;
        items)
            command=$item
            options+=' --id --name --kind --set --level --where --sort --fields --limit'
            ;;
        market)
            command=$item
            options+=' --id --server --item --since --where --sort --fields --limit'
            ;;
        actions)
            command=$item
            options+=' --id --session --actor --action --since --where --sort --fields --limit'
            ;;
        search)
            command=$item
            options+=' --kind --names --limit'
            ;;
        sql)
            command=$item
            options+=''
            ;;
        advise)
            command=$item
            options+=' --limit'
            ;;
        optimal-spells)
            command=$item
            options+=' --class --level --ap --target --distance --limit'
            ;;
        monster-strategy)
            command=$item
            options+=' --class --level'
            ;;
        market-opportunities)
            command=$item
            options+=' --server --item --days --min-samples --min-gain --max-age --now --limit --watch'
            ;;
        route)
            command=$item
            options+=' --avoid-pvp --safest --max-danger --no-conditions'
            ;;
        diff)
            command=$item
            options+=' --kind'
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
