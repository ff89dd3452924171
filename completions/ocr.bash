# bash completion of ocr, printed by ocr --print-completion bash
_turnkit_ocr() {
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
        --language)
            COMPREPLY=()
            return
            ;;
        --region)
            COMPREPLY=()
            return
            ;;
        --debug-image)
            mapfile -t COMPREPLY < <(compgen -f -- "$word")
            return
            ;;
        --learn-profile)
            mapfile -t COMPREPLY < <(compgen -f -- "$word")
            return
            ;;
        --value)
            COMPREPLY=()
            return
            ;;
        --values)
            mapfile -t COMPREPLY < <(compgen -f -- "$word")
            return
            ;;
        --correct)
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
    local options='-p --profile --language --region --lines --elements --debug-image --learn-profile --value --values --correct -o --output --lang --color --strict --stats -v --verbose -q --quiet --log-json --print-config --print-options -h --help -V --version'
    if [[ $word == -* ]]; then
        mapfile -t COMPREPLY < <(compgen -W "$options" -- "$word")
    else
        mapfile -t COMPREPLY < <(compgen -f -- "$word")
    fi
}
complete -o filenames -F _turnkit_ocr ocr
