//! What files hold: everything line endings, ident and encodings look at.

/// A name for the file, and its bytes.
pub(super) type Content = (&'static str, Vec<u8>);

/// Line endings of every kind, in text and in what is none.
pub(super) fn lines() -> Vec<Content> {
    let bytes: [(&str, &[u8]); 18] = [
        ("empty", b""),
        ("lf", b"one\ntwo\n"),
        ("crlf", b"one\r\ntwo\r\n"),
        ("mixed", b"one\r\ntwo\nthree\r\n"),
        ("lone-cr", b"one\rtwo\r\nthree\n"),
        ("cr-only", b"one\rtwo\r"),
        ("cr-at-end", b"one\r\ntwo\r"),
        ("cr-cr-lf", b"one\r\r\ntwo\r\n"),
        ("crlf-alone", b"\r\n"),
        ("no-newline", b"one\r\ntwo"),
        ("nul", b"\0one\r\ntwo\r\n"),
        ("ctrl-z", b"one\r\ntwo\r\n\x1a"),
        ("ctrl-z-inside", b"one\r\n\x1atwo\r\n"),
        ("escapes", b"one\x1b\x08\x0c\t\r\n"),
        ("delete", b"one\x7f\r\n"),
        ("bom", b"\xef\xbb\xbfone\r\ntwo\r\n"),
        ("latin", b"gr\xf6\xdfe\r\n"),
        ("ident", b"$Id: x $\r\n$Id$\r\n"),
    ];
    let mut all: Vec<Content> = bytes
        .map(|(name, bytes)| (name, bytes.to_vec()))
        .into_iter()
        .collect();
    all.push(("nul-late", [&b"one\r\n".repeat(4000)[..], b"\0"].concat()));
    // One control character in 128 printable ones is the border of a binary.
    all.push(("at-border", border(128)));
    all.push(("below-border", border(127)));
    all
}

fn border(printable: usize) -> Vec<u8> {
    [&b"x".repeat(printable)[..], b"\x01\r\n"].concat()
}

/// `$Id$` in every form, and what only looks like it.
pub(super) fn idents() -> Vec<Content> {
    let bytes: [(&str, &[u8]); 20] = [
        ("folded", b"$Id$\n"),
        ("unfolded", b"$Id: 1234 $\n"),
        ("words", b"a $Id: a b c $ b\n"),
        ("several", b"$Id: a $ $Id$ $Id: b $$Id: c $\n"),
        ("across", b"$Id: a\n b $\n$Id: c $\n"),
        ("across-crlf", b"$Id: a\r\n b $\r\n"),
        ("open", b"$Id: never closed"),
        ("open-last", b"$Id: a $ $Id: b"),
        ("empty-id", b"$Id:$\n"),
        ("no-colon", b"$Id x $\n"),
        ("dollars", b"$$Id: x $$ $Id:$Id: y $\n"),
        ("case", b"$ID: x $ $id: y $\n"),
        ("at-end", b"$Id: x $"),
        ("short", b"$Id"),
        ("short-colon", b"$Id:"),
        ("nul", b"\0$Id: x $\0"),
        ("crlf", b"$Id: x $\r\ntwo\r\n"),
        ("cr", b"$Id: x\r$\r\n"),
        ("latin", b"$Id: \xf6 $\n"),
        ("upper", b"$Id: ONE two $\r\nthree\n"),
    ];
    bytes
        .map(|(name, bytes)| (name, bytes.to_vec()))
        .into_iter()
        .collect()
}
