# fish completion of git-shipkit, for `git shipkit` and `git-shipkit`.

# The program is asked at each Tab: what it does not know, nobody offers.
function __git_shipkit_complete
    # Newer ones complete `git shipkit` as `git-shipkit` too, and have lost
    # git's options by then; the line below for git itself has not.
    if status stack-trace | string match -q '*__fish_git_complete_custom_command*'
        return
    end
    set -l current (commandline -ct)
    set -l before (commandline -xpc 2>/dev/null; or commandline -opc)
    set -l told (command git-shipkit __complete fish '' $before "$current" 2>/dev/null)
    set -l kind $told[1]
    test (count $told) -gt 1; and printf '%s\n' $told[2..]
    switch "$kind"
        case files folders
            set -l option (string match -r -- '^--[^=]*=' $current)
            set -l rest (string replace -r -- '^--[^=]*=' '' $current)
            if test "$kind" = files
                printf "$option%s\n" (__fish_complete_path $rest)
            else
                printf "$option%s\n" (__fish_complete_directories $rest)
            end
    end
end

complete -c git-shipkit -f -k -a '(__git_shipkit_complete)'
complete -c git -f -k -n '__fish_git_using_command shipkit' -a '(__git_shipkit_complete)'
complete -c git -f -n __fish_git_needs_command -a shipkit -d 'A save game for unfinished work'
