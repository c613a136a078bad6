#compdef git-shipkit
#description a save game for unfinished work

# zsh completion of git-shipkit, for `git shipkit` and `git-shipkit`. The
# program is asked at each Tab: what it does not know, nobody offers.
_git-shipkit() {
	# Others' completions may call this under other options than zsh's own.
	emulate -L zsh
	setopt ${_comp_options[@]}
	local -a before told values plain shown equal equals
	local line value about kind option tab=$'\t'
	local -i at width=0
	if [[ ${words[1]:t} == git(|-shipkit*) ]]; then
		before=(${words[1]:t})
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
		(( ${(m)#value} > width )) && width=${(m)#value}
	done
	# An option that wants its value in the same word is followed by no space.
	for ((at = 1; at <= $#told; at++)); do
		value=${values[at]}
		about=${told[at]#*$tab}
		line=$value
		[[ -n $about ]] && line="${(mr:width:)value}  -- $about"
		if [[ $value == --*= ]]; then
			equal+=("$value")
			equals+=("$line")
		else
			plain+=("$value")
			shown+=("$line")
		fi
	done
	[[ $PREFIX == --*=* ]] && compset -P '--*='
	local ret=1 expl
	case $kind in
	files) _files && ret=0 ;;
	folders) _files -/ && ret=0 ;;
	esac
	(( $#values )) || return ret
	_wanted -V values expl 'git-shipkit' compadd -l -d shown -a plain && ret=0
	_wanted -V values expl 'git-shipkit' compadd -S '' -l -d equals -a equal && ret=0
	return ret
}

# git's own completion for zsh, which is that for bash in a wrapper, calls this.
_git_shipkit() {
	(( CURRENT = cword + 1 ))
	_git-shipkit && _ret=0
}

if [[ ${funcstack[@]:0:1} == _git-shipkit ]]; then
	_git-shipkit "$@"
elif (( ${+functions[compdef]} )); then
	compdef _git-shipkit git-shipkit
fi
