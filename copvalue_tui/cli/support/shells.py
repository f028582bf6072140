"""Completion scripts for bash, zsh and fish, made from the facts of the parsers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from copvalue_tui.cli.commands import DEFAULT
from copvalue_tui.cli.support.parser_facts import PROGRAMS, Argument, CommandFacts, all_facts

_BASH = """\
# bash completion for copvalue
_copvalue() {{
    local word=${{COMP_WORDS[COMP_CWORD]}} before=${{COMP_WORDS[COMP_CWORD-1]}}
    local command={default} words='' files='' line
    COMPREPLY=()
    # bash takes --option=word apart at the sign.
    if [[ $word == '=' ]]; then
        word=''
    elif [[ $before == '=' ]]; then
        before=${{COMP_WORDS[COMP_CWORD-2]}}
    fi
    if (( COMP_CWORD > 1 )); then
        case ${{COMP_WORDS[1]}} in
            {names}) command=${{COMP_WORDS[1]}} ;;
        esac
    fi
    case $command:$before in
{values}
        *)
            if [[ $word == -* ]]; then
                case $command in
{options}
                esac
            else
                case $command in
{others}
                esac
                if (( COMP_CWORD == 1 )); then
                    words='{commands}'
                fi
            fi ;;
    esac
    while IFS= read -r line; do
        COMPREPLY+=("$line")
    done < <(compgen -W "$words" -- "$word"; [[ -z $files ]] || compgen -f -- "$word")
}}
complete -o filenames -F _copvalue {programs}
"""
_ZSH = """\
#compdef {programs}
_copvalue() {{
    local command={default}
    if (( CURRENT > 2 )); then
        case $words[2] in
            ({names}) command=$words[2]; shift words; (( CURRENT-- )) ;;
        esac
    elif [[ $words[2] != -* ]]; then
        local -a commands
        commands=(
{commands}
        )
        _describe -t commands command commands
    fi
    case $command in
{arguments}
    esac
}}
if [[ $funcstack[1] == _copvalue ]]; then
    _copvalue "$@"
else
    compdef _copvalue {programs}
fi
"""


def bash_script(facts: Sequence[CommandFacts]) -> str:
    """The completion script for bash 3.2 and newer."""
    values, options, others = [], [], []
    for one in facts:
        name = one.command.name
        for option in one.options:
            if option.value:
                keys = "|".join(f"{name}:{flag}" for flag in option.flags)
                values.append(f"        {keys}) {_bash_answer(option.words, option.files)} ;;")
        flags = " ".join(flag for option in one.options for flag in option.flags)
        options.append(f"                    {name}) words='{flags}' ;;")
        others.append(f"                    {name}) {_bash_answer(one.words, one.files)} ;;")
    names = [one.command.name for one in facts]
    return _BASH.format(
        default=DEFAULT,
        names="|".join(names),
        commands=" ".join(names),
        values="\n".join(values),
        options="\n".join(options),
        others="\n".join(others),
        programs=" ".join(PROGRAMS),
    )


def _bash_answer(words: Sequence[str], files: bool) -> str:
    answer = f"words='{' '.join(words)}'" if words else ""
    return "; ".join(part for part in (answer, "files=1" if files else "") if part) or ":"


def zsh_script(facts: Sequence[CommandFacts]) -> str:
    """The completion script for zsh; it works from a folder of `fpath`, and when sourced."""
    commands = [
        f"            {_quoted(f'{one.command.name}:{one.command.meaning}')}" for one in facts
    ]
    arguments = []
    for one in facts:
        specs = " \\\n                ".join(_zsh_specs(one))
        arguments.append(f"        ({one.command.name})\n            _arguments {specs} ;;")
    return _ZSH.format(
        default=DEFAULT,
        names="|".join(one.command.name for one in facts),
        commands="\n".join(commands),
        arguments="\n".join(arguments),
        programs=" ".join(PROGRAMS),
    )


def _zsh_specs(one: CommandFacts) -> Iterator[str]:
    for option in one.options:
        for flag in option.flags:
            yield _quoted(f"{flag}[{_zsh_plain(option.meaning)}]{_zsh_value(option)}")
    for other in one.arguments:
        if not other.flags:
            yield _quoted(f"*{_zsh_value(other)}")


def _zsh_value(argument: Argument) -> str:
    if not argument.value:
        return ""
    answer = f"({' '.join(argument.words)})" if argument.words else ""
    answer = answer or ("_files" if argument.files else "")
    return f":{_zsh_plain(argument.value)}:{answer}"


def _zsh_plain(text: str) -> str:
    """A text in which no sign means anything to `_arguments`."""
    return "".join(f"\\{sign}" if sign in "\\[]:" else sign for sign in text)


def fish_script(facts: Sequence[CommandFacts]) -> str:
    """The completion script for fish."""
    names = " ".join(one.command.name for one in facts)
    first = f"not __fish_seen_subcommand_from {names}"
    lines = ["# fish completion for copvalue"]
    for one in facts:
        command = one.command
        meaning = _quoted(command.meaning)
        lines.append(f"complete -c {PROGRAMS[0]} -n '{first}' -a {command.name} -d {meaning}")
        place = f"__fish_seen_subcommand_from {command.name}"
        # Without any command it is the default one.
        places = [place, first] if command.name == DEFAULT else [place]
        for where in places:
            start = f"complete -c {PROGRAMS[0]} -n '{where}'"
            lines += [f"{start} {_fish_option(option)}" for option in one.options]
            lines += [f"{start} -a {_quoted(' '.join(one.words))}"] if one.words else []
            lines += [] if one.files else [f"{start} -f"]
    lines += [f"complete -c {other} -w {PROGRAMS[0]}" for other in PROGRAMS[1:]]
    return "\n".join(lines) + "\n"


def _fish_option(option: Argument) -> str:
    flags = [f"-l {flag[2:]}" if flag[:2] == "--" else f"-s {flag[1:]}" for flag in option.flags]
    words = f" -a {_quoted(' '.join(option.words))}" if option.words else ""
    value = "" if not option.value else " -r" if option.files else f" -x{words}"
    return f"{' '.join(flags)}{value} -d {_quoted(option.meaning)}"


def _quoted(text: str) -> str:
    """The text as one word for any of the shells."""
    return "'" + text.replace("'", "'\\''") + "'"


SHELLS: dict[str, Callable[[Sequence[CommandFacts]], str]] = {
    "bash": bash_script,
    "zsh": zsh_script,
    "fish": fish_script,
}
"""Shell → what makes its script."""
_PLACES = {
    "bash": "share/bash-completion/completions/copvalue",
    "zsh": "share/zsh/site-functions/_copvalue",
    "fish": "share/fish/vendor_completions.d/copvalue.fish",
}
"""Shell → where it looks for scripts of installed programs, below the prefix."""


def installed_files() -> dict[str, str]:
    """What a wheel installs for shells and man: place below the prefix → text."""
    from copvalue_tui.cli.man import man_page

    facts = all_facts()
    scripts = {place: SHELLS[shell](facts) for shell, place in _PLACES.items()}
    return {**scripts, "share/man/man1/copvalue.1": man_page()}
