//! What git's settings say of colour: `color.shipkit`, `color.ui`,
//! `color.pager`, and the colours themselves (git-config(1)).

use crate::repo::Repo;
use crate::repo::git::{answer, quiet};
use crate::report::{Painted, Palette, Slot};
use gix::bstr::ByteSlice as _;
use gix::config::color::{Attribute, Name};
use gix::config::{Boolean, Color};
use owo_colors::{AnsiColors, DynColors, Effect, Style as Paint, XtermColors};
use std::path::Path;
use std::process::Command;

/// The settings of colour.
#[derive(Clone, Debug, PartialEq)]
pub struct Colours {
    /// When; `None` where nobody said so.
    pub when: Option<Painted>,
    /// Whether a pager takes colours where git decides by itself.
    pub in_pager: bool,
    /// Which.
    pub palette: Palette,
    /// Values that cannot be read, a sentence each.
    pub told: Vec<String>,
}

impl Default for Colours {
    fn default() -> Colours {
        Colours {
            when: None,
            in_pager: true,
            palette: Palette::default(),
            told: Vec::new(),
        }
    }
}

impl Repo {
    /// What the settings say of colour.
    pub fn colours(&self) -> Colours {
        read(self.settings("color"))
    }
}

/// The same where no repository is needed: asks the git executable in `cwd`.
/// Where that cannot answer nobody said anything.
pub fn colours_near(cwd: &Path) -> Colours {
    let mut git = quiet(Command::new("git"));
    git.current_dir(cwd)
        .args(["config", "-z", "--get-regexp", r"^color\."]);
    let listed = answer(git, "reading the colours").ok().flatten();
    let listed = listed.unwrap_or_default();
    let settings = listed.split(|byte| *byte == 0).filter_map(|setting| {
        let setting = setting.to_str().ok()?;
        let (key, value) = setting.split_once('\n').unwrap_or((setting, "true"));
        let key = key.strip_prefix("color.")?;
        Some((key.to_owned(), value.to_owned()))
    });
    read(settings.collect())
}

/// Of several values for one key the last holds.
fn read(settings: Vec<(String, String)>) -> Colours {
    let mut colours = Colours::default();
    let (mut ours, mut all) = (None, None);
    for (key, value) in settings {
        match key.as_str() {
            "shipkit" => ours = Some((key, value)),
            "ui" => all = Some((key, value)),
            "pager" => colours.in_pager = boolean(&value).unwrap_or(true),
            key => colours.take(key, &value),
        }
    }
    if let Some((key, value)) = ours.or(all) {
        colours.when = Some(when(&value).unwrap_or_else(|| {
            let wanted = "'auto', 'always', 'never' or a boolean";
            colours.refuse(&key, &value, wanted);
            Painted::Auto
        }));
    }
    colours
}

impl Colours {
    /// Takes the colour of one slot; keys that are none of ours may be
    /// another program's.
    fn take(&mut self, key: &str, value: &str) {
        let slot = key.split_once('.').filter(|(of, _)| *of == "shipkit");
        let Some(slot) = slot.and_then(|(_, name)| Slot::named(name)) else {
            return;
        };
        match colour(value) {
            Some(paint) => self.palette.set(slot, paint),
            None => self.refuse(&format!("shipkit.{}", slot.name()), value, "a colour"),
        }
    }

    fn refuse(&mut self, key: &str, value: &str, wanted: &str) {
        self.told.push(format!(
            "git config color.{key} is '{value}', not {wanted}; the default is used"
        ));
    }
}

/// As git's git_config_colorbool reads it (color.c).
pub(in crate::repo) fn when(value: &str) -> Option<Painted> {
    match value.to_ascii_lowercase().as_str() {
        "always" => Some(Painted::Always),
        "never" => Some(Painted::Never),
        "auto" => Some(Painted::Auto),
        _ => Some(if boolean(value)? {
            Painted::Auto
        } else {
            Painted::Never
        }),
    }
}

fn boolean(value: &str) -> Option<bool> {
    let value = Boolean::try_from(value.as_bytes().as_bstr());
    value.ok().map(|value| value.0)
}

/// A colour in git's words; `None` for what is none.
pub(in crate::repo) fn colour(value: &str) -> Option<Paint> {
    let value = Color::try_from(value).ok()?;
    Some(paint(&value))
}

fn paint(color: &Color) -> Paint {
    let mut paint = Paint::new();
    if let Some(ink) = color.foreground.and_then(ink) {
        paint = paint.color(ink);
    }
    if let Some(ground) = color.background.and_then(ink) {
        paint = paint.on_color(ground);
    }
    let has = |attribute| color.attributes.contains(attribute);
    let add = |paint: Paint, attribute, effect| {
        if has(attribute) {
            paint.effect(effect)
        } else {
            paint
        }
    };
    paint = add(paint, Attribute::BOLD, Effect::Bold);
    paint = add(paint, Attribute::DIM, Effect::Dimmed);
    paint = add(paint, Attribute::ITALIC, Effect::Italic);
    paint = add(paint, Attribute::UL, Effect::Underline);
    paint = add(paint, Attribute::BLINK, Effect::Blink);
    paint = add(paint, Attribute::REVERSE, Effect::Reversed);
    add(paint, Attribute::STRIKE, Effect::Strikethrough)
}

/// `None` for `normal`, which leaves the colour as it is.
fn ink(name: Name) -> Option<DynColors> {
    let basic = match name {
        Name::Normal => return None,
        Name::Ansi(number @ 16..) => {
            return Some(DynColors::Xterm(XtermColors::from(number)));
        }
        Name::Rgb(red, green, blue) => return Some(DynColors::Rgb(red, green, blue)),
        Name::Default => AnsiColors::Default,
        Name::Black | Name::Ansi(0) => AnsiColors::Black,
        Name::Red | Name::Ansi(1) => AnsiColors::Red,
        Name::Green | Name::Ansi(2) => AnsiColors::Green,
        Name::Yellow | Name::Ansi(3) => AnsiColors::Yellow,
        Name::Blue | Name::Ansi(4) => AnsiColors::Blue,
        Name::Magenta | Name::Ansi(5) => AnsiColors::Magenta,
        Name::Cyan | Name::Ansi(6) => AnsiColors::Cyan,
        Name::White | Name::Ansi(7) => AnsiColors::White,
        Name::BrightBlack | Name::Ansi(8) => AnsiColors::BrightBlack,
        Name::BrightRed | Name::Ansi(9) => AnsiColors::BrightRed,
        Name::BrightGreen | Name::Ansi(10) => AnsiColors::BrightGreen,
        Name::BrightYellow | Name::Ansi(11) => AnsiColors::BrightYellow,
        Name::BrightBlue | Name::Ansi(12) => AnsiColors::BrightBlue,
        Name::BrightMagenta | Name::Ansi(13) => AnsiColors::BrightMagenta,
        Name::BrightCyan | Name::Ansi(14) => AnsiColors::BrightCyan,
        Name::BrightWhite | Name::Ansi(15) => AnsiColors::BrightWhite,
    };
    Some(DynColors::Ansi(basic))
}
