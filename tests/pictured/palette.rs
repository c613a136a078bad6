//! What the sixteen colours of a terminal look like on a light page and on a
//! dark one: GitHub's own terminal colours (Primer), since there the pictures
//! are looked at most. `dim` is its colour for muted text; yellow on a light page
//! is its colour for attention, since that of its terminal is nearly black.

use super::capture::Run;

/// The colours of a terminal.
pub(super) struct Palette {
    /// As in the picture's file name.
    pub(super) name: &'static str,
    /// Behind the text.
    pub(super) ground: &'static str,
    /// Around the picture.
    pub(super) edge: &'static str,
    /// Text without a colour.
    pub(super) text: &'static str,
    /// What may be skipped.
    pub(super) dim: &'static str,
    /// The named colours that git-shipkit uses.
    colours: [(&'static str, &'static str); 5],
}

pub(super) const LIGHT: Palette = Palette {
    name: "light",
    ground: "#f6f8fa",
    edge: "#d0d7de",
    text: "#24292f",
    dim: "#57606a",
    colours: [
        ("red", "#cf222e"),
        ("green", "#116329"),
        ("yellow", "#9a6700"),
        ("magenta", "#8250df"),
        ("cyan", "#1b7c83"),
    ],
};

pub(super) const DARK: Palette = Palette {
    name: "dark",
    ground: "#161b22",
    edge: "#30363d",
    text: "#c9d1d9",
    dim: "#8b949e",
    colours: [
        ("red", "#ff7b72"),
        ("green", "#3fb950"),
        ("yellow", "#d29922"),
        ("magenta", "#bc8cff"),
        ("cyan", "#39c5cf"),
    ],
};

impl Palette {
    /// The colour of a run's text.
    pub(super) fn ink(&self, run: &Run) -> &'static str {
        let colour = |word: &String| match word.as_str() {
            "bold" | "underline" => None,
            "dim" => Some(self.dim),
            named => Some(
                self.colours
                    .iter()
                    .find(|(name, _)| *name == named)
                    .unwrap_or_else(|| panic!("{named} has no colour here"))
                    .1,
            ),
        };
        let mut colours = run.look.iter().filter_map(colour);
        colours.next().unwrap_or(self.text)
    }
}

/// How far two colours (`#rrggbb`) are apart, 1 to 21 (WCAG 2.2, "contrast ratio").
pub(super) fn contrast(one: &str, other: &str) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

/// WCAG 2.2, "relative luminance".
fn luminance(colour: &str) -> f64 {
    let part = |at: usize| {
        let value = u8::from_str_radix(&colour[at..at + 2], 16).expect("two digits of a colour");
        let value = f64::from(value) / 255.0;
        if value <= 0.04045 {
            value / 12.92
        } else {
            ((value + 0.055) / 1.055).powf(2.4)
        }
    };
    0.2126 * part(1) + 0.7152 * part(3) + 0.0722 * part(5)
}

#[test]
fn contrast_is_measured_as_it_is_defined() {
    assert!((contrast("#000000", "#ffffff") - 21.0).abs() < 1e-9);
    assert!((contrast("#777777", "#777777") - 1.0).abs() < 1e-9);
    // The grey that is known to fail narrowly on white, and the one that passes.
    assert!(contrast("#777777", "#ffffff") < 4.5);
    assert!(contrast("#767676", "#ffffff") > 4.5);
}
