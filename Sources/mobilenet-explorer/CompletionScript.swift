import ArgumentParser
import Pictures

/// The parser's scripts for completion, with what it can't say in them: without a command it is
/// `explore`, and where the name of a built-in photo may stand, a file may stand, too.
enum CompletionScript {
  /// The script that a command line asks for; nil where it asks for none.
  static func asked(by arguments: [String]) throws -> String? {
    let words = arguments.first?.split(separator: "=", maxSplits: 1).map(String.init) ?? []
    guard words.first == "--generate-completion-script" else { return nil }
    let name = (words + arguments.dropFirst()).dropFirst().first
    guard let shell = name.map(CompletionShell.init(rawValue:)) ?? CompletionShell.autodetected()
    else {
      throw ValidationError("--generate-completion-script: give one of bash, zsh, fish")
    }
    return text(for: shell)
  }

  private static func text(for shell: CompletionShell) -> String {
    let script = MobileNetExplorer.completionScript(for: shell)
    return switch shell {
    case .bash: bash(script)
    case .zsh: zsh(script)
    default: fish(script)
    }
  }

  private static let program = "mobilenet-explorer"
  private static let commands = MobileNetExplorer.commandNames
  private static var photos: String { NamedPicture.photoNames.joined(separator: " ") }

  private static func bash(_ script: String) -> String {
    let last = "complete -o filenames -F _\(program) \(program)"
    let words = commands.joined(separator: " ")
    return script.replacing(
      last,
      with: """
        # Files as well where the name of a built-in photo may stand.
        _\(program)_with_files() {
            COMPREPLY=()
            _\(program) "${@}"
            local reply
            for reply in "${COMPREPLY[@]}"; do
                [[ " \(photos) " = *" ${reply} "* ]] || return
            done
            [[ "${2}" = -* || ("${#COMPREPLY[@]}" -eq 0 && "${3}" != explore) ]] && return
            while IFS='' read -r reply; do
                COMPREPLY+=("${reply}")
            done < <(compgen -f -- "${2}")
        }

        # Without a command it is explore.
        _\(program)_or_explore() {
            local replies=() is_command=false
            [[ " \(words) --version --help -h " = *" ${COMP_WORDS[1]} "* ]] && is_command=true
            if "${is_command}" || [[ "${COMP_CWORD}" -eq 1 ]]; then
                _\(program)_with_files "${@}"
                replies=("${COMPREPLY[@]}")
            fi
            if ! "${is_command}"; then
                COMP_LINE="${1} explore${COMP_LINE#"${1}"}"
                COMP_POINT=$((COMP_POINT + 8))
                COMP_WORDS=("${1}" explore "${COMP_WORDS[@]:1}")
                COMP_CWORD=$((COMP_CWORD + 1))
                [[ "${COMP_CWORD}" -eq 2 ]] && set -- "${1}" "${2}" explore
                _\(program)_with_files "${@}"
            fi
            COMPREPLY=("${replies[@]}" "${COMPREPLY[@]}")
        }

        complete -o filenames -o default -F _\(program)_or_explore \(program)
        """)
  }

  private static func zsh(_ script: String) -> String {
    let words = commands.joined(separator: " ")
    let list = NamedPicture.photoNames.map { "'\($0)'" }.joined(separator: " ")
    let offer = "        _describe -V subcommand subcommands && ret=0\n"
    let lines = script.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let completed = lines.map { line in
      let isPicture = line.contains(":images:{") || line.contains(":image:{")
      return isPicture ? line.replacing("\"}'", with: "\";_files}'") : line
    }
    return completed.joined(separator: "\n")
      .replacing(
        "    local context state state_descr line\n",
        with: """
              # Without a command it is explore.
              local -ar commands=(\(words) --version --help -h)
              if [[ ("${CURRENT}" -gt 2 || "${words[2]}" = -*) && "${commands[(Ie)${words[2]}]}" -eq 0 ]]; then
                  words=("${words[1]}" explore "${(@)words[2,-1]}")
                  ((CURRENT += 1))
              fi

              local context state state_descr line

          """, maxReplacements: 1
      )
      .replacing(
        offer,
        with: offer + """
                  local -ar photos=(\(list))
                  __\(program)_complete "${photos[@]}" && ret=0
                  _files && ret=0

          """, maxReplacements: 1)
  }

  private static func fish(_ script: String) -> String {
    let words = commands.joined(separator: " ")
    let tokens = "    set -l unparsed_tokens (__\(program)_tokens -pc)\n"
    let list = "-fka '\(photos)'"
    let condition = "__\(program)_should_offer_completions_for_positional \"\(program)\" -eq 1"
    return script.replacing(list, with: "-Fka '\(photos)'")
      .replacing(
        tokens,
        with: tokens + """
              # Without a command it is explore.
              if not contains -- "$unparsed_tokens[2]" \(words)
                  if test (count $unparsed_tokens) -gt 1; or string match -q -- '-*' (commandline -ct)
                      set unparsed_tokens $unparsed_tokens[1] explore $unparsed_tokens[2..]
                  end
              end

          """, maxReplacements: 1)
      + "\ncomplete -c '\(program)' -n '\(condition)' -Fka '\(photos)'"
  }
}
