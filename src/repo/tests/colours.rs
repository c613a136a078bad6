//! Colours and when they are used, against git's own answers.

use super::super::colours::{colour, when};
use crate::report::Painted;
use std::process::{Command, Output};

fn git(arguments: &[&str]) -> Output {
    let mut git = Command::new("git");
    git.env("GIT_CONFIG_GLOBAL", "/dev/null");
    git.env("GIT_CONFIG_NOSYSTEM", "1").env("TERM", "xterm");
    git.args(arguments).output().expect("there is a git")
}

/// The numbers of an escape sequence, whatever their order.
fn numbers(sequence: &str) -> Vec<u16> {
    let sequence = sequence.trim_start_matches("\x1b[").trim_end_matches('m');
    let mut numbers: Vec<u16> = sequence.split(';').filter_map(|n| n.parse().ok()).collect();
    numbers.sort_unstable();
    numbers
}

#[test]
fn a_colour_is_what_git_makes_of_it() {
    for value in [
        "red",
        "RED",
        "brightblue",
        "bold red",
        "red bold",
        "red blue",
        "normal blue",
        "normal",
        "",
        "default",
        "0",
        "7",
        "8",
        "15",
        "16",
        "208",
        "255",
        "-1",
        "#ff8800",
        "#F80",
        "bold dim italic ul blink reverse strike",
        "nobold no-ul red",
        "reddish",
        "red blue green",
        "256",
        "#ff88",
        "brightnormal",
        "bolder",
    ] {
        let told = git(&["config", "--get-color", "no.such", value]);
        let ours = colour(value);
        assert_eq!(ours.is_some(), told.status.success(), "{value:?}");
        let Some(paint) = ours else { continue };
        let ours = paint.prefix_formatter().to_string();
        let told = String::from_utf8_lossy(&told.stdout).into_owned();
        // what switches an attribute off says nothing where none is on
        let wanted = numbers(&told).into_iter();
        let wanted: Vec<u16> = wanted.filter(|n| !matches!(n, 22..=29)).collect();
        assert_eq!(numbers(&ours), wanted, "{value:?}: {ours:?}, not {told:?}");
    }
}

#[test]
fn a_wish_is_what_git_makes_of_it() {
    for value in [
        "always",
        "ALWAYS",
        "never",
        "auto",
        "Auto",
        "true",
        "yes",
        "on",
        "1",
        "2",
        "-1",
        "false",
        "no",
        "off",
        "0",
        "",
        "sometimes",
        "alway",
    ] {
        let setting = format!("color.shipkit={value}");
        let ask = |terminal| {
            git(&[
                "-c",
                &setting,
                "config",
                "--get-colorbool",
                "color.shipkit",
                terminal,
            ])
        };
        let [at_terminal, elsewhere] = ["true", "false"].map(|terminal| {
            let told = ask(terminal);
            told.status.success() || told.status.code() == Some(1)
        });
        let says = |terminal| {
            String::from_utf8_lossy(&ask(terminal).stdout)
                .trim()
                .to_owned()
        };
        let told = match (at_terminal && elsewhere, &*says("true"), &*says("false")) {
            (true, "true", "true") => Some(Painted::Always),
            (true, "true", "false") => Some(Painted::Auto),
            (true, "false", "false") => Some(Painted::Never),
            _ => None,
        };
        assert_eq!(when(value), told, "{value:?}");
    }
}
