//! Draws a screen as SVG. anstyle-svg was looked at first: it lets each run
//! follow the one before, so that columns stand only in the font it was made
//! for. Here every run says where it begins and how long it is.

use super::capture::{Row, Run};
use super::palette::Palette;
use std::fmt::Write as _;
use unicode_width::UnicodeWidthStr as _;

/// Pixels a column, a row, and around it all; the size of the letters. Most
/// fonts of one width are 0.6 times as wide as they are high.
const COLUMN: f64 = 8.2;
const ROW: f64 = 19.0;
const AROUND: f64 = 18.0;
const LETTER: f64 = 13.6;

const FONTS: &str = "ui-monospace, SFMono-Regular, Menlo, Consolas, 'Cascadia Mono', \
    'DejaVu Sans Mono', 'Liberation Mono', monospace";

/// The picture of a screen as wide as its longest row.
pub(super) fn picture(rows: &[Row], palette: &Palette) -> String {
    let width = rows.iter().map(columns).max().unwrap_or_default();
    let wide = length(width) + 2.0 * AROUND;
    let high = ROW * length_of(rows.len()) + 2.0 * AROUND;
    let mut svg = String::new();
    let out = &mut svg;
    put(
        out,
        &format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {wide:.1} {high:.1}\" \
         width=\"{wide:.1}\" height=\"{high:.1}\" role=\"img\" aria-labelledby=\"title\">"
        ),
    );
    put(
        out,
        "<title id=\"title\">git shipkit resume in a terminal</title>",
    );
    let (right, bottom) = (wide - 1.0, high - 1.0);
    put(
        out,
        &format!(
            "<rect x=\"0.5\" y=\"0.5\" width=\"{right:.1}\" height=\"{bottom:.1}\" rx=\"8\" \
         fill=\"{}\" stroke=\"{}\"/>",
            palette.ground, palette.edge
        ),
    );
    put(
        out,
        &format!(
            "<g font-family=\"{FONTS}\" font-size=\"{LETTER}\" fill=\"{}\" xml:space=\"preserve\">",
            palette.text
        ),
    );
    for (number, row) in rows.iter().enumerate().filter(|(_, row)| !row.is_empty()) {
        let base = AROUND + ROW * length_of(number) + 0.72 * ROW;
        let runs = placed(row).map(|(column, run)| drawn(column, run, palette));
        put(
            out,
            &format!("<text y=\"{base:.1}\">{}</text>", runs.collect::<String>()),
        );
    }
    put(out, "</g>");
    put(out, "</svg>");
    svg
}

fn put(out: &mut String, line: &str) {
    writeln!(out, "{line}").expect("a string takes all");
}

/// The runs, each with the column it begins at.
fn placed(row: &Row) -> impl Iterator<Item = (usize, &Run)> {
    row.iter().scan(0, |column, run| {
        let at = *column;
        *column += run.text.width();
        Some((at, run))
    })
}

fn drawn(column: usize, run: &Run, palette: &Palette) -> String {
    let has = |word: &str| run.look.iter().any(|known| known == word);
    let (at, long) = (AROUND + length(column), length(run.text.width()));
    let mut how =
        format!("x=\"{at:.1}\" textLength=\"{long:.1}\" lengthAdjust=\"spacingAndGlyphs\"");
    let ink = palette.ink(run);
    if ink != palette.text {
        write!(how, " fill=\"{ink}\"").expect("a string takes all");
    }
    for (word, attribute) in [
        ("bold", " font-weight=\"bold\""),
        ("underline", " text-decoration=\"underline\""),
    ] {
        how.push_str(if has(word) { attribute } else { "" });
    }
    let text = run.text.replace('&', "&amp;").replace('<', "&lt;");
    format!("<tspan {how}>{}</tspan>", text.replace('>', "&gt;"))
}

fn columns(row: &Row) -> usize {
    row.iter().map(|run| run.text.width()).sum()
}

/// So many columns, in pixels.
fn length(columns: usize) -> f64 {
    COLUMN * length_of(columns)
}

/// A number of columns or rows, to be multiplied.
fn length_of(number: usize) -> f64 {
    f64::from(u16::try_from(number).expect("a screen is small"))
}
