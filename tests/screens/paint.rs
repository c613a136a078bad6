//! Colours as a person can read them: `⟨bold cyan⟩src/a.rs⟨⟩`.

const COLOURS: [&str; 8] = [
    "black", "red", "green", "yellow", "blue", "magenta", "cyan", "white",
];

/// How a piece of text looks.
#[derive(Clone, Default, PartialEq, Eq)]
struct Look {
    words: Vec<&'static str>,
    ink: Option<String>,
    ground: Option<String>,
}

impl Look {
    fn mark(&self) -> String {
        let mut words: Vec<String> = self.words.iter().map(|&word| word.to_owned()).collect();
        words.sort();
        words.extend(self.ink.clone());
        words.extend(self.ground.iter().map(|ground| format!("on-{ground}")));
        format!("⟨{}⟩", words.join(" "))
    }

    /// Takes the numbers of one "select graphic rendition" (ECMA-48, 8.3.117).
    fn take(&mut self, numbers: &[u16]) {
        let mut numbers = numbers.iter().copied();
        while let Some(number) = numbers.next() {
            match number {
                0 => *self = Look::default(),
                22 => self.words.retain(|word| !matches!(*word, "bold" | "dim")),
                23..=29 => {
                    let off = word(number - 20);
                    self.words.retain(|word| Some(*word) != off);
                }
                1..=9 => {
                    self.words
                        .extend(word(number).filter(|word| !self.words.contains(word)));
                }
                39 => self.ink = None,
                49 => self.ground = None,
                38 => self.ink = wide(&mut numbers),
                48 => self.ground = wide(&mut numbers),
                30..=37 => self.ink = Some(COLOURS[usize::from(number - 30)].to_owned()),
                40..=47 => self.ground = Some(COLOURS[usize::from(number - 40)].to_owned()),
                90..=97 => self.ink = Some(format!("bright-{}", COLOURS[usize::from(number - 90)])),
                100..=107 => {
                    self.ground = Some(format!("bright-{}", COLOURS[usize::from(number - 100)]));
                }
                _ => {}
            }
        }
    }
}

fn word(number: u16) -> Option<&'static str> {
    Some(match number {
        1 => "bold",
        2 => "dim",
        3 => "italic",
        4 => "underline",
        5 => "blink",
        7 => "reverse",
        9 => "struck",
        _ => return None,
    })
}

/// One of 256 colours, or any.
fn wide(numbers: &mut impl Iterator<Item = u16>) -> Option<String> {
    match numbers.next()? {
        5 => Some(format!("colour{}", numbers.next()?)),
        2 => {
            let (red, green, blue) = (numbers.next()?, numbers.next()?, numbers.next()?);
            Some(format!("#{red:02x}{green:02x}{blue:02x}"))
        }
        _ => None,
    }
}

/// What `capture-pane -e` gives, with marks where the look changes.
pub(crate) fn painted(captured: &str) -> String {
    let mut out = String::new();
    let (mut look, mut shown) = (Look::default(), Look::default());
    let mut rest = captured;
    while let Some(c) = rest.chars().next() {
        if let Some((sequence, after)) = rest.strip_prefix("\x1b[").and_then(|r| r.split_once('m'))
        {
            let numbers = sequence.split([';', ':']);
            let numbers: Vec<u16> = numbers.map(|number| number.parse().unwrap_or(0)).collect();
            look.take(&numbers);
            rest = after;
            continue;
        }
        if let Some((_, after)) = rest
            .strip_prefix("\x1b]8;")
            .and_then(|r| r.split_once("\x1b\\"))
        {
            rest = after; // tmux tells of links since 3.4
            continue;
        }
        if c == '\n' {
            shown = Look::default();
        } else if look != shown {
            out.push_str(&look.mark());
            shown = look.clone();
        }
        out.push(c);
        rest = &rest[c.len_utf8()..];
    }
    out
}

#[test]
fn what_is_coloured_can_be_read() {
    assert_eq!(
        painted("a \x1b[1m\x1b[36mb\x1b[0m c\n\x1b[38;5;208;4md\ne\x1b[m\n"),
        "a ⟨bold cyan⟩b⟨⟩ c\n⟨underline colour208⟩d\n⟨underline colour208⟩e\n"
    );
    assert_eq!(painted("\x1b[1;2ma\x1b[22;42mb"), "⟨bold dim⟩a⟨on-green⟩b");
}
