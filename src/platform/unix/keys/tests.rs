//! What a terminal sends, and the keys it is read as.

use super::{Key, Keys, Special, meant};

fn special() -> Special {
    Special {
        end: 0x04,
        interrupt: [0x03, 0x1c],
        suspend: 0x1a,
    }
}

/// The keys of what comes in these pieces, with a silence after each.
fn read(pieces: &[&[u8]]) -> Vec<Key> {
    let mut keys = Keys::new(special());
    let mut all = Vec::new();
    for piece in pieces {
        all.extend(piece.iter().filter_map(|byte| keys.read(*byte)));
        all.extend(keys.silence());
    }
    all
}

#[test]
fn letters_and_the_keys_that_leave() {
    for (bytes, key) in [
        (&b"u"[..], Key::Sign('u')),
        (b"U", Key::Sign('u')),
        (b"?", Key::Sign('?')),
        ("ü".as_bytes(), Key::Sign('ü')),
        ("界".as_bytes(), Key::Sign('界')),
        ("🦀".as_bytes(), Key::Sign('🦀')),
        (b"\r", Key::Return),
        (b"\n", Key::Return),
        (b"\x1b", Key::Escape),
        (b"\x1b\x1b", Key::Escape),
        (b"\x03", Key::Interrupt),
        (b"\x1c", Key::Interrupt),
        (b"\x04", Key::End),
        (b"\x1a", Key::Suspend),
    ] {
        assert_eq!(read(&[bytes]), [key], "{bytes:?}");
    }
}

#[test]
fn a_terminal_may_be_set_to_other_signs() {
    let mut keys = Keys::new(Special {
        end: 0,
        interrupt: [0x18, 0],
        suspend: 0,
    });
    assert_eq!(keys.read(0x18), Some(Key::Interrupt));
    assert_eq!(keys.read(0x03), Some(Key::Interrupt));
    assert_eq!(keys.read(0x00), None);
}

#[test]
fn sequences_are_no_keys_and_leave_the_next_one_whole() {
    for sequence in [
        &b"\x1b[A"[..],              // up
        b"\x1bOA",                   // up, in application mode
        b"\x1b[1;5D",                // Ctrl and left
        b"\x1b[3~",                  // delete
        b"\x1b[24~",                 // F12
        b"\x1bOP",                   // F1
        b"\x1bO2P",                  // Shift and F1
        b"\x1b[[A",                  // F1 of the Linux console
        b"\x1b\x1b[A",               // Alt and up, in rxvt
        b"\x1bu",                    // Alt and u
        "\x1bü".as_bytes(),          // Alt and ü
        b"\x1b[117;5u",              // Ctrl and u, in kitty
        b"\x1b[I\x1b[O",             // focus
        b"\x1b[M u!",                // a click
        b"\x1b[<0;10;10M",           // a click, SGR
        b"\x1b]11;rgb:ff/ff/ff\x07", // the background's colour
        b"\x1b]11;rgb:ff/ff/ff\x1b\\",
        b"\x1bP1$r0m\x1b\\",
        b"\x1b[?62;22c",                       // device attributes
        b"\x1b[200~update\rn\x1b[20\x1b[201~", // pasted
        "\x1b[200~\u{fc}\u{1f980}\x1b[201~".as_bytes(),
        b"\xff\xfe",
        b"\xc3",
        b"\x00\x07\t\x7f",
        b"\x9b",
    ] {
        assert_eq!(read(&[sequence]), [], "{sequence:?}");
        assert_eq!(read(&[sequence, b"u"]), [Key::Sign('u')], "{sequence:?}");
    }
}

#[test]
fn a_sequence_may_come_in_two_reads_and_nothing_traps() {
    for sequence in [
        "\x1b[1;5D",
        "\x1bOA",
        "\x1b[200~pu\x1b[201~",
        "\x1b]0;u\x07",
    ] {
        for cut in 1..sequence.len() {
            let mut keys = Keys::new(special());
            let mut bytes = sequence.bytes();
            let first: Vec<Key> = bytes
                .by_ref()
                .take(cut)
                .filter_map(|b| keys.read(b))
                .collect();
            assert!(
                first.is_empty() && keys.is_inside(),
                "{sequence:?} at {cut}"
            );
            assert_eq!(
                bytes.filter_map(|b| keys.read(b)).count(),
                0,
                "{sequence:?} at {cut}"
            );
        }
    }
    // Begun and never ended: after a silence every key is one again.
    for begun in [
        "\x1b[",
        "\x1b[1;",
        "\x1bO",
        "\x1b]0;title",
        "\x1b[200~pasted",
        "\x1bP",
    ] {
        assert_eq!(
            read(&[begun.as_bytes(), b"\x03"]),
            [Key::Interrupt],
            "{begun:?}"
        );
    }
}

#[test]
fn what_comes_in_one_go_answers_only_where_one_key_is_meant() {
    for (typed, key) in [
        (&b"y"[..], Some(Key::Sign('y'))),
        (b"yyyy", Some(Key::Sign('y'))),
        (b"y\r", Some(Key::Sign('y'))),
        (b"\r\r", Some(Key::Return)),
        (b"update", None),
        (b"\ry", None),
        (b"git status\rgit log\r", None),
        (b"nope\x03", Some(Key::Interrupt)),
        (b"\x1b[Ay\x1b[B", Some(Key::Sign('y'))),
        (b"", None),
    ] {
        assert_eq!(meant(&read(&[typed])), key, "{typed:?}");
    }
}
