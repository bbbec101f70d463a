import type { CommandNode } from './command-tree.ts'

export const SHELLS = ['bash', 'zsh', 'fish'] as const
export type Shell = (typeof SHELLS)[number]

/** Every place where a word can be completed: the commands before it, and what may follow. */
interface Place {
  path: string
  words: CommandNode['options']
}

const HELP = { name: '--help', summary: 'say what it does' }

function placesOf(commands: readonly CommandNode[], path: string): Place[] {
  return commands.flatMap(({ name, options, commands: subs }) => {
    const here = `${path} ${name}`.trim()
    const words = [...subs.map(({ name, summary }) => ({ name, summary })), ...options, HELP]
    return [{ path: here, words }, ...placesOf(subs, here)]
  })
}

/** A completion script; the command is called `rasid`. Where nothing fits, file names are offered. */
export function completionScript(shell: Shell, tree: readonly CommandNode[]): string {
  const first: Place = { path: '', words: [...tree.map(({ name, summary }) => ({ name, summary })), HELP] }
  const places = [first, ...placesOf(tree, '')]
  return { bash, zsh, fish }[shell](places)
}

const quoted = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`

// Options by the words after which they stand, `query --tier`, with what may follow them.
const valued = (places: readonly Place[]) =>
  places.flatMap(({ path, words }) =>
    words.flatMap(({ name, values }) => (values ? [{ at: quoted(`${path} ${name}`), values: values.join(' ') }] : [])),
  )

// The words before the cursor that are no options name the place: at most two, a command and its sub-command.
function bash(places: readonly Place[]): string {
  const cases = places.map(
    ({ path, words }) => `    ${quoted(path)}) words=${quoted(words.map(({ name }) => name).join(' '))} ;;`,
  )
  const values = valued(places).map(({ at, values }) => `    ${at}) words=${quoted(values)} ;;`)
  return `# rasid completion bash
_rasid() {
  local current="\${COMP_WORDS[COMP_CWORD]}" path="" words="" word
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    case "$word" in -*) continue ;; esac
    case " $(_rasid_words "$path") " in *" $word "*) path="\${path:+$path }$word" ;; esac
  done
  case "$path \${COMP_WORDS[COMP_CWORD-1]}" in
${values.join('\n')}
    *) words="$(_rasid_words "$path")" ;;
  esac
  COMPREPLY=($(compgen -W "$words" -- "$current"))
}
_rasid_words() {
  local words=""
  case "$1" in
${cases.join('\n')}
  esac
  printf '%s' "$words"
}
complete -o default -F _rasid rasid
`
}

function zsh(places: readonly Place[]): string {
  const described = ({ name, summary }: Place['words'][number]) =>
    quoted(`${name.replaceAll(':', '\\:')}:${summary.replaceAll(':', '\\:')}`)
  const cases = places.map(
    ({ path, words }) => `    ${quoted(path)}) candidates=(${words.map(described).join(' ')}) ;;`,
  )
  const values = valued(places).map(
    ({ at, values }) => `    ${at}) ${values === '' ? '_files' : `compadd ${values}`}; return ;;`,
  )
  return `#compdef rasid
_rasid() {
  local place="" word
  local -a candidates
  for word in "\${words[@]:1:$((CURRENT-2))}"; do
    [[ "$word" == -* ]] && continue
    _rasid_candidates "$place"
    (( \${candidates[(I)$word:*]} )) && place="\${place:+$place }$word"
  done
  case "$place \${words[CURRENT-1]}" in
${values.join('\n')}
  esac
  _rasid_candidates "$place"
  _describe 'rasid' candidates || _files
}
_rasid_candidates() {
  candidates=()
  case "$1" in
${cases.join('\n')}
  esac
}
(( $+functions[compdef] )) && compdef _rasid rasid
`
}

// Files are offered by fish itself, except where a sub-command is wanted.
function fish(places: readonly Place[]): string {
  const lines = places.flatMap(({ path, words }) => {
    const at = `complete -c rasid -n ${quoted(`_rasid_at ${quoted(path)}`)}`
    const isGroup = words.some(({ name }) => !name.startsWith('--'))
    const entries = words.map(({ name, summary, values }) => {
      const what = name.startsWith('--') ? `-l ${name.slice(2)}` : `-a ${name}`
      const value = values && (values.length > 0 ? ` -x -a ${quoted(values.join(' '))}` : ' -r -F')
      return `${at} ${what}${value ?? ''} -d ${quoted(summary)}`
    })
    return [...(isGroup ? [`${at} -f`] : []), ...entries]
  })
  const known = places.map(({ path }) => quoted(path)).join(' ')
  return `# rasid completion fish
function _rasid_at
  set -l place ""
  for word in (commandline -opc)[2..]
    string match -q -- '-*' $word; and continue
    set -l deeper (string trim "$place $word")
    contains -- "$deeper" ${known}; and set place "$deeper"
  end
  test "$place" = "$argv[1]"
end
${lines.join('\n')}
`
}
