//! A capture in colour, as the screens' fixtures write it, taken apart.

/// Text that looks alike.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Run {
    /// What it says.
    pub(super) text: String,
    /// How it looks: `bold`, `dim`, `underline`, and a colour's name.
    pub(super) look: Vec<String>,
}

/// A line of the screen.
pub(super) type Row = Vec<Run>;

/// The rows of a fixture's only capture.
pub(super) fn rows(fixture: &str) -> Vec<Row> {
    let lines = fixture.lines().filter_map(|line| line.strip_prefix('|'));
    lines.map(row).collect()
}

/// What a row says.
pub(super) fn text(row: &Row) -> String {
    row.iter().map(|run| run.text.as_str()).collect()
}

/// A row; each mark `⟨…⟩` says the whole look of what follows.
fn row(line: &str) -> Row {
    let mut runs = Row::new();
    for (number, part) in line.split('⟨').enumerate() {
        let (mark, text) = match number {
            0 => ("", part),
            _ => part.split_once('⟩').expect("a mark ends"),
        };
        let look: Vec<String> = mark.split_whitespace().map(str::to_owned).collect();
        match runs.last_mut() {
            _ if text.is_empty() => {}
            // Blanks look like what stands before them, as long as nothing is drawn there.
            Some(last) if last.look == look || is_unseen(text, &look) => last.text.push_str(text),
            _ => runs.push(Run {
                text: text.to_owned(),
                look,
            }),
        }
    }
    runs
}

fn is_unseen(text: &str, look: &[String]) -> bool {
    text.trim().is_empty() && !look.iter().any(|word| word == "underline")
}

#[test]
fn marks_say_how_what_follows_looks() {
    let told = |line: &str| -> Vec<(String, String)> {
        let runs = row(line).into_iter();
        runs.map(|run| (run.text, run.look.join(" "))).collect()
    };
    let run = |text: &str, look: &str| (text.to_owned(), look.to_owned());
    assert_eq!(
        told("- ⟨cyan⟩a⟨⟩: ⟨bold red⟩b⟨⟩ ⟨bold red⟩c"),
        [
            run("- ", ""),
            run("a", "cyan"),
            run(": ", ""),
            run("b c", "bold red")
        ]
    );
    assert_eq!(told(""), []);
    assert_eq!(rows("type: x\ncolumns 80:\n|a\n|\n"), [row("a"), row("")]);
}
