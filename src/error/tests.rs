use super::Error;
use crate::model::NameError;

fn text(text: &str) -> String {
    text.to_owned()
}

/// Every way to fail, with no hint of its own where it may have none.
fn catalogue() -> Vec<Error> {
    let (message, why, hint) = (text("m"), text("is wrong"), None);
    let io = |cause: &str| Error::Io {
        doing: "read",
        path: "p".into(),
        cause: text(cause),
    };
    vec![
        Error::Usage {
            message: message.clone(),
            hint: None,
        },
        Error::NotARepository(text(
            "not a git repository (or any of the parent directories): .git",
        )),
        Error::NotARepository(text("detected dubious ownership in repository at '/r'")),
        Error::NotARepository(text("expected git repo version <= 1, found 99")),
        Error::NoWorkTree,
        Error::Unsupported {
            what: text("the reftable ref format"),
        },
        Error::Git {
            doing: text("reading HEAD"),
            cause: text("c"),
        },
        io("No such file or directory"),
        io("Permission denied"),
        io("something new"),
        Error::Path {
            path: text("p"),
            why: why.clone(),
        },
        Error::Name {
            name: text("1"),
            why: NameError::AllDigits,
        },
        Error::NameCase {
            name: text("a"),
            existing: text("A"),
        },
        Error::NoCheckpoint {
            message: message.clone(),
            hint: None,
        },
        Error::TaskSwitch {
            saved: text("a"),
            given: text("b"),
        },
        Error::Document {
            path: text("d"),
            line: None,
            why: why.clone(),
            hint: None,
        },
        Error::State {
            field: text("f"),
            why: why.clone(),
            hint: None,
        },
        Error::HookInput {
            field: text("f"),
            why,
        },
        Error::Locked {
            path: "l".into(),
            holder: text("process 1"),
        },
        Error::Content { message, hint },
    ]
}

/// Grows with the catalogue: a new way to fail does not compile here before it
/// is in the list above.
fn place(error: &Error) -> usize {
    match error {
        Error::Usage { .. } => 0,
        Error::NotARepository(_) => 1,
        Error::NoWorkTree => 2,
        Error::Unsupported { .. } => 3,
        Error::Git { .. } => 4,
        Error::Io { .. } => 5,
        Error::Path { .. } => 6,
        Error::Name { .. } => 7,
        Error::NameCase { .. } => 8,
        Error::NoCheckpoint { .. } => 9,
        Error::TaskSwitch { .. } => 10,
        Error::Document { .. } => 11,
        Error::State { .. } => 12,
        Error::HookInput { .. } => 13,
        Error::Locked { .. } => 14,
        Error::Content { .. } => 15,
    }
}

#[test]
fn every_failure_tells_the_next_step() {
    let all = catalogue();
    let mut places: Vec<usize> = all.iter().map(place).collect();
    places.dedup();
    assert_eq!(places, (0..16).collect::<Vec<_>>(), "the list is not whole");
    for error in all {
        let hint = error.hint().unwrap_or_default();
        assert!(hint.len() > 10, "{error}: {hint:?}");
        assert!(
            !hint.ends_with('.') && !hint.contains("  "),
            "{error}: {hint}"
        );
    }
}

#[test]
fn a_failure_with_a_hint_of_its_own_keeps_it() {
    let error = |hint: &str| Error::Content {
        message: text("m"),
        hint: Some(text(hint)),
    };
    assert_eq!(error("do this").hint().unwrap(), "do this");
    assert_ne!(error("").hint().unwrap(), "");
}

#[test]
fn the_next_step_fits_what_the_system_said() {
    let step = |cause: &str| {
        let error = Error::Io {
            doing: "read",
            path: "p".into(),
            cause: text(cause),
        };
        error.hint().unwrap()
    };
    assert!(step("No such file or directory").contains("where the command runs"));
    assert!(step("Permission denied").contains("ls -l"));
    assert!(step("No space left on device").contains("room"));
}
