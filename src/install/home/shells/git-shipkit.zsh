#compdef git-shipkit
#description a save game for unfinished work

# zsh completion of git-shipkit, for `git shipkit` and `git-shipkit`. The
# program is asked at each Tab: what it does not know, nobody offers.
_git-shipkit() {
	local -a before told values shown
	local line value about kind option width=0 tab=$'\t' equal=
	if [[ ${words[1]:t} == git-shipkit* ]]; then
		before=(git-shipkit)
	else
		# zsh's own completion of git has taken git's options.
		before=(git)
		for option in -C --git-dir --work-tree; do
			for value in ${(s.:.)opt_args[$option]}; do
				before+=($option ${(Q)~value})
			done
		done
		before+=(shipkit)
	fi
	(( CURRENT > 2 )) && before+=("${(@Q)words[2,CURRENT-1]}")
	told=("${(@f)$(_call_program git-shipkit command git-shipkit __complete zsh "''" \
		"${(@q)before}" "${(q)${(Q)PREFIX}}" 2>/dev/null)}")
	kind=${told[1]}
	shift told
	for line in $told; do
		value=${line%%$tab*}
		[[ $PREFIX == --*=* && $value == --*=* ]] && value=${value#*=}
		values+=("$value")
		(( ${#value} > width )) && width=${#value}
	done
	for line in $told; do
		value=${values[$#shown + 1]}
		about=${line#*$tab}
		[[ -n $about ]] && value="${(r:width:)value}  -- $about"
		shown+=("$value")
	done
	[[ $PREFIX == --*=* ]] && compset -P '--*='
	local ret=1 expl
	case $kind in
	files) _files && ret=0 ;;
	folders) _files -/ && ret=0 ;;
	esac
	(( $#values )) || return ret
	# An option that wants its value in the same word is followed by no space.
	equal=(${(M)values:#*=})
	if (( $#equal )); then
		_wanted -V values expl 'git-shipkit' compadd -S '' -a equal && ret=0
	fi
	_wanted -V values expl 'git-shipkit' compadd -l -d shown -a values && ret=0
	return ret
}

if [[ ${funcstack[1]} == _git-shipkit ]]; then
	_git-shipkit "$@"
elif (( $+functions[compdef] )); then
	compdef _git-shipkit git-shipkit
fi
