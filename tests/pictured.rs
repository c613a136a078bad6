//! The README's pictures are a screen that was seen: the capture in colour of
//! `fixtures/screens/readme-picture.screen`, which the screens' test holds true,
//! drawn here for a light and for a dark page. `BLESS=1 cargo test --test
//! promises pictured` draws them anew.

mod capture;
mod draw;
mod palette;

use crate::support::host;
use palette::{DARK, LIGHT, Palette};
use std::fs;
use std::path::{Path, PathBuf};

/// Black on white has 21; text in a normal weight is to have at least this
/// (WCAG 2.2, success criterion 1.4.3).
const ENOUGH: f64 = 4.5;

fn place(palette: &Palette) -> PathBuf {
    let name = format!("docs/pictures/resume-{}.svg", palette.name);
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

fn captured() -> Vec<capture::Row> {
    let fixture = "fixtures/screens/readme-picture.screen";
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(fixture);
    let text = fs::read_to_string(path).expect("the fixture is there");
    let rows = capture::rows(&text);
    assert!(rows.len() > 20, "{fixture} shows {} rows", rows.len());
    rows
}

#[test]
fn the_pictures_show_what_the_terminal_showed() {
    let rows = captured();
    for palette in [&LIGHT, &DARK] {
        let (path, drawn) = (place(palette), draw::picture(&rows, palette));
        if host("BLESS").is_some() {
            fs::write(&path, &drawn).expect("a picture can be written");
        }
        let kept = fs::read_to_string(&path).unwrap_or_default();
        assert!(kept == drawn, "{} is another picture", path.display());
    }
}

#[test]
fn what_the_picture_says_can_be_read_without_it() {
    let rows = captured();
    let told: Vec<String> = rows.iter().map(capture::text).collect();
    let svg = draw::picture(&rows, &LIGHT);
    let lines = svg.split("<text").skip(1).map(|line| {
        let line = line.split_once("</text>").expect("a line ends").0;
        let parts = line.split('>').skip(1).map(|part| part.split('<').next());
        let text: String = parts.flatten().collect();
        let plain = text.replace("&lt;", "<").replace("&gt;", ">");
        plain.replace("&amp;", "&")
    });
    let shown: Vec<String> = lines.collect();
    let told: Vec<String> = told.into_iter().filter(|line| !line.is_empty()).collect();
    assert_eq!(shown, told);
}

#[test]
fn every_colour_of_the_pictures_can_be_read() {
    for palette in [&LIGHT, &DARK] {
        for row in captured() {
            for run in &row {
                let ink = palette.ink(run);
                let contrast = palette::contrast(ink, palette.ground);
                let text = &run.text;
                assert!(
                    contrast >= ENOUGH,
                    "{}: {ink} {contrast:.2}: {text}",
                    palette.name
                );
            }
        }
    }
}

#[test]
fn a_picture_asks_nothing_of_anybody() {
    let svg = draw::picture(&captured(), &DARK);
    let body = svg.replacen("http://www.w3.org/2000/svg", "", 1);
    for word in [
        "<script",
        "http",
        "url(",
        "@import",
        "@font-face",
        "href",
        "onload",
    ] {
        assert!(!body.contains(word), "{word} in a picture");
    }
}
