//! How a console is written down: `$ ` and a command (continued by `> `), then
//! what it answered. A comment is a `# ` line after an empty one, or at the top.

use std::fmt::Write as _;

/// One command and its answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Exchange {
    /// Comments and empty lines before it.
    pub(super) before: String,
    /// The command, lines joined by line feeds.
    pub(super) command: String,
    /// All it answers, each line with its end.
    pub(super) answer: String,
}

/// A file that holds consoles, taken apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// What is between them.
    Prose(String),
    /// One console.
    Console(Vec<Exchange>),
}

/// Reads one console.
pub(super) fn read(text: &str) -> Vec<Exchange> {
    let mut exchanges: Vec<Exchange> = Vec::new();
    let mut before = String::new();
    let mut lines = text.split_inclusive('\n').peekable();
    while let Some(line) = lines.next() {
        let Some(command) = line.strip_prefix("$ ") else {
            match exchanges.last_mut() {
                Some(last) => last.answer.push_str(line),
                None => before.push_str(line),
            }
            continue;
        };
        let mut command = command.trim_end_matches('\n').to_owned();
        while let Some(more) = lines.next_if(|line| line.starts_with("> ") || *line == ">\n") {
            command.push('\n');
            command.push_str(more.trim_end_matches('\n').get(2..).unwrap_or_default());
        }
        if let Some(last) = exchanges.last_mut() {
            let at = comment_at(&last.answer);
            before = last.answer.split_off(at);
        }
        exchanges.push(Exchange {
            before: std::mem::take(&mut before),
            command,
            answer: String::new(),
        });
    }
    exchanges
}

/// Where the empty line and the comments before the next command begin.
fn comment_at(answer: &str) -> usize {
    let mut at = answer.len();
    let mut start = at;
    for line in answer.split_inclusive('\n').rev() {
        if !line.starts_with("# ") && line != "\n" {
            break;
        }
        start -= line.len();
        if line == "\n" {
            at = start;
        }
    }
    at
}

/// Finds the consoles of a Markdown file: blocks fenced with ```` ```console ````,
/// and `<!-- console` comments, which set up what the reader need not see.
pub(super) fn of_markdown(text: &str) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut prose = String::new();
    let mut lines = text.split_inclusive('\n');
    while let Some(line) = lines.next() {
        prose.push_str(line);
        let end = match line.trim_end() {
            "```console" => "```",
            "<!-- console" => "-->",
            _ => continue,
        };
        let mut console = String::new();
        parts.push(Part::Prose(std::mem::take(&mut prose)));
        for line in lines.by_ref() {
            if line.trim_end() == end {
                prose.push_str(line);
                break;
            }
            console.push_str(line);
        }
        parts.push(Part::Console(read(&console)));
    }
    parts.push(Part::Prose(prose));
    parts
}

/// The first line of a console which [`of_markdown`] does not find: indented,
/// in a quote, fenced otherwise, or under another name of it, if only its first
/// command tells.
pub(super) fn overlooked(parts: &[Part]) -> Option<&str> {
    let prose = parts.iter().filter_map(|part| match part {
        Part::Prose(text) => Some(text),
        Part::Console(_) => None,
    });
    let mut lines = prose.flat_map(|text| text.lines());
    lines.find(|line| {
        let inside = line.trim_start_matches([' ', '\t', '>']);
        let info = inside.trim_start_matches(['`', '~']);
        let is_fence = inside.len() > info.len() + 2 || inside.starts_with("<!--");
        let word = info.trim_start_matches("<!--").split_whitespace().next();
        let word = word.map(str::to_lowercase);
        let names = ["console", "shell-session", "sh-session", "shellsession"];
        let is_found = ["```console", "<!-- console"].contains(&line.trim_end());
        let is_named = word.is_some_and(|word| names.contains(&&*word));
        inside.starts_with("$ ") || is_fence && !is_found && is_named
    })
}

/// Writes the parts as they are read.
pub(super) fn write(parts: &[Part]) -> String {
    let mut out = String::new();
    for part in parts {
        match part {
            Part::Prose(text) => out.push_str(text),
            Part::Console(exchanges) => {
                for exchange in exchanges {
                    out.push_str(&exchange.before);
                    for (number, line) in exchange.command.split('\n').enumerate() {
                        let prompt = if number == 0 { "$" } else { ">" };
                        let space = if line.is_empty() { "" } else { " " };
                        writeln!(out, "{prompt}{space}{line}").expect("a string takes all");
                    }
                    out.push_str(&exchange.answer);
                }
            }
        }
    }
    out
}

#[test]
fn a_console_comes_apart_and_together_again() {
    let text = "# First.\n$ cat <<E\n> # a\n> b\n> E\n# a\nb\n\n# Then.\n$ false\n[exit 1]\n";
    let exchanges = read(text);
    let parts: Vec<[&str; 3]> = exchanges
        .iter()
        .map(|e| [&*e.before, &*e.command, &*e.answer])
        .collect();
    assert_eq!(
        parts,
        [
            ["# First.\n", "cat <<E\n# a\nb\nE", "# a\nb\n"],
            ["\n# Then.\n", "false", "[exit 1]\n"],
        ]
    );
    assert_eq!(write(&[Part::Console(exchanges)]), text);
}

#[test]
fn a_readme_holds_consoles_seen_and_unseen() {
    let text = "# R\n<!-- console\n$ a\n-->\n```console\n$ b\nc\n```\n```sh\n$ d\n```\n";
    let parts = of_markdown(text);
    let commands = parts.iter().filter_map(|part| match part {
        Part::Console(exchanges) => Some(exchanges[0].command.as_str()),
        Part::Prose(_) => None,
    });
    assert_eq!(commands.collect::<Vec<_>>(), ["a", "b"]);
    assert_eq!(write(&parts), text);
}

#[test]
fn a_console_that_would_not_be_played_is_seen() {
    let seen = |text: &str| overlooked(&of_markdown(text)).map(str::to_owned);
    for line in [
        "  ```console",
        "> ```console",
        "~~~console",
        "````console",
        "```console title=x",
        "```shell-session",
        " <!-- console",
        "```Console",
    ] {
        assert_eq!(seen(&format!("a\n{line}\n$ b\n")).as_deref(), Some(line));
    }
    assert_eq!(seen("```sh\n$ b\n").as_deref(), Some("$ b"));
    assert_eq!(seen("```console\n$ a\n```\n<!-- console\n$ b\n-->\n"), None);
    assert_eq!(
        seen("the console\n`console`\n<!-- a note -->\n```sh\n```\n"),
        None
    );
}
