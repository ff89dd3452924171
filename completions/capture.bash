# bash completion of capture, printed by capture --print-completion bash
_turnkit_capture() {
    local word=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD - 1]}
    if [[ $word == = ]]; then
        word=''
    elif [[ $previous == = ]]; then
        previous=${COMP_WORDS[COMP_CWORD - 2]}
    fi
    COMPREPLY=()
    case $previous in
        --window)
            COMPREPLY=()
            return
            ;;
        --class)
            COMPREPLY=()
            return
            ;;
        --pid)
            COMPREPLY=()
            return
            ;;
        --window-id)
            COMPREPLY=()
            return
            ;;
        --monitor)
            COMPREPLY=()
            return
            ;;
        --region)
            COMPREPLY=()
            return
            ;;
        --camera)
            mapfile -t COMPREPLY < <(compgen -f -- "$word")
            return
            ;;
        --interval)
            COMPREPLY=()
            return
            ;;
        --fps)
            COMPREPLY=()
            return
            ;;
        --every)
            COMPREPLY=()
            return
            ;;
        --count)
            COMPREPLY=()
            return
            ;;
        --duration)
            COMPREPLY=()
            return
            ;;
        --from)
            COMPREPLY=()
            return
            ;;
        --to)
            COMPREPLY=()
            return
            ;;
        --changed-share)
            COMPREPLY=()
            return
            ;;
        --crop)
            COMPREPLY=()
            return
            ;;
        --scale)
            COMPREPLY=()
            return
            ;;
        --profile)
            COMPREPLY=()
            return
            ;;
        --out)
            mapfile -t COMPREPLY < <(compgen -d -- "$word")
            return
            ;;
        --image-format)
            mapfile -t COMPREPLY < <(compgen -W 'ppm png jpeg' -- "$word")
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
    local options='--list-windows --window --class --pid --window-id --screen --monitor --region --camera --interval --fps --every --count --duration --from --to --changed --changed-share --crop --scale --gray --profile --out --inline --show --image-format -o --output --lang --color --strict --stats -v --verbose -q --quiet --log-json --print-config --print-options -h --help -V --version'
    if [[ $word == -* ]]; then
        mapfile -t COMPREPLY < <(compgen -W "$options" -- "$word")
    else
        mapfile -t COMPREPLY < <(compgen -f -- "$word")
    fi
}
complete -o filenames -F _turnkit_capture capture
