//! What each kind of text looks like, and when.

use owo_colors::Style as Paint;

/// When text is coloured, as git's settings say it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Painted {
    /// Wherever it goes.
    Always,
    /// Nowhere.
    Never,
    /// Where a person looks.
    Auto,
}

/// A kind of text: one setting `color.shipkit.<slot>` each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Slot {
    /// A label or a sentence that opens a part.
    Heading,
    /// A path or a name.
    Path,
    /// What is new.
    Added,
    /// What is gone.
    Removed,
    /// The part of a new line that is new.
    AddedPart,
    /// The part of a line gone that is gone.
    RemovedPart,
    /// What somebody should look at.
    Warning,
    /// What to type.
    Hint,
    /// What may be skipped.
    Dim,
    /// The line a position names.
    Position,
}

impl Slot {
    /// All of them.
    pub const ALL: [Slot; 10] = [
        Slot::Heading,
        Slot::Path,
        Slot::Added,
        Slot::Removed,
        Slot::AddedPart,
        Slot::RemovedPart,
        Slot::Warning,
        Slot::Hint,
        Slot::Dim,
        Slot::Position,
    ];

    /// The setting's last part, as people write it.
    pub fn name(self) -> &'static str {
        match self {
            Slot::Heading => "heading",
            Slot::Path => "path",
            Slot::Added => "added",
            Slot::Removed => "removed",
            Slot::AddedPart => "addedPart",
            Slot::RemovedPart => "removedPart",
            Slot::Warning => "warning",
            Slot::Hint => "hint",
            Slot::Dim => "dim",
            Slot::Position => "position",
        }
    }

    /// Found by its name, in any case, as git finds keys.
    pub fn named(name: &str) -> Option<Slot> {
        let mut all = Slot::ALL.into_iter();
        all.find(|slot| slot.name().eq_ignore_ascii_case(name))
    }

    /// Black, white and the bright colours are left out: on some background
    /// each of them cannot be read.
    fn paint(self) -> Paint {
        let paint = Paint::new();
        match self {
            Slot::Heading => paint.bold(),
            Slot::Path => paint.cyan(),
            Slot::Added => paint.green(),
            Slot::Removed => paint.red(),
            Slot::AddedPart => paint.green().bold().underline(),
            Slot::RemovedPart => paint.red().bold().underline(),
            Slot::Warning => paint.yellow(),
            Slot::Hint => paint.magenta(),
            Slot::Dim => paint.dimmed(),
            Slot::Position => paint.magenta().bold(),
        }
    }
}

/// How every kind of text looks where there are colours.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Palette([Paint; Slot::ALL.len()]);

impl Default for Palette {
    fn default() -> Palette {
        Palette(Slot::ALL.map(Slot::paint))
    }
}

impl Palette {
    /// The paint of one slot.
    pub fn of(&self, slot: Slot) -> Paint {
        self.0[slot as usize]
    }

    /// Takes another paint for one slot.
    pub fn set(&mut self, slot: Slot, paint: Paint) {
        self.0[slot as usize] = paint;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slot_is_found_by_its_name_and_painted_anew() {
        let mut palette = Palette::default();
        for slot in Slot::ALL {
            assert_eq!(Slot::named(&slot.name().to_uppercase()), Some(slot));
            assert_eq!(palette.of(slot), slot.paint());
        }
        palette.set(Slot::Dim, Paint::new().blue());
        assert_eq!(palette.of(Slot::Dim), Paint::new().blue());
        assert_eq!(palette.of(Slot::Hint), Slot::Hint.paint());
    }
}
