# bash completion of git-shipkit, for `git shipkit` and `git-shipkit`.

# The program is asked at each Tab: what it does not know, nobody offers.
__git_shipkit_complete() {
	local words=() rest=$COMP_LINE piece before i answer kind
	local cur=${COMP_WORDS[COMP_CWORD]}
	# bash has broken words at : and = and @; put them together again.
	for ((i = 0; i <= COMP_CWORD; i++)); do
		piece=${COMP_WORDS[i]}
		before=${rest%%"$piece"*}
		if [[ -n $piece && -z $before && i -gt 0 ]]; then
			words[${#words[@]} - 1]+=$piece
		else
			words+=("$piece")
		fi
		rest=${rest#"$before$piece"}
	done
	# Only what stands before the cursor counts.
	if [[ -n $rest && -n $cur ]]; then
		i=$((${#COMP_LINE} - ${#rest} - COMP_POINT))
		if ((i > 0 && i <= ${#cur})); then
			cur=${cur:0:${#cur}-i}
			piece=${words[${#words[@]} - 1]}
			words[${#words[@]} - 1]=${piece:0:${#piece}-i}
		fi
	fi
	[[ $cur == [:=@] ]] && cur=
	COMPREPLY=()
	answer=$(command git-shipkit __complete bash "$cur" "${words[@]}" 2>/dev/null)
	{
		IFS= read -r kind
		while IFS=$'\t' read -r piece _; do
			COMPREPLY+=("$piece")
		done
	} <<<"$answer"
	compopt -o nosort 2>/dev/null
	case $kind in
	files) compopt -o default -o filenames 2>/dev/null ;;
	folders) compopt -o plusdirs -o filenames +o default +o bashdefault 2>/dev/null ;;
	*) compopt +o default +o bashdefault 2>/dev/null ;;
	esac
	if [[ ${#COMPREPLY[@]} == 1 && ${COMPREPLY[0]} == *= ]]; then
		compopt -o nospace 2>/dev/null
	elif [[ $kind == words ]]; then
		compopt +o nospace 2>/dev/null
	fi
}

# git's own completion calls this for `git shipkit`.
_git_shipkit() {
	__git_shipkit_complete
}

complete -o bashdefault -o default -F __git_shipkit_complete git-shipkit
