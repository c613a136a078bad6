//! A document's file: any bytes are taken apart, read and put together again,
//! and nothing that somebody wrote is lost on the way.

use chrono::DateTime;
use git_shipkit::document::{
    self, Document, Kind, Mention, Name, RecordState, claims, find, named, passages, read, seal,
    write,
};
use git_shipkit::model::{Item, Lines, ObjectId, Record};
use std::collections::BTreeMap;
use std::ops::Range;

/// Reads `data` as a file.
pub(crate) fn run(data: &[u8]) {
    let Ok(opened) = Document::open(data, &id_of) else {
        assert!(std::str::from_utf8(data).is_err(), "text was refused");
        return;
    };
    let file = std::str::from_utf8(data).expect("only text is opened");
    let prose = opened.prose.as_str();
    match &opened.record {
        RecordState::Absent => {
            assert_eq!(prose, file, "nothing was cut out");
            comes_back(prose, &record(prose));
        }
        RecordState::Present(found) if found.prose == id_of(prose.as_bytes()) => {
            comes_back(prose, found);
        }
        RecordState::Damaged { line, .. } => {
            assert!((1..=file.split('\n').count()).contains(line), "line {line}");
        }
        RecordState::Present(_) | RecordState::Future { .. } => {}
    }
    changes_only_what_is_asked(prose);
    finds_what_stands_there(prose);
}

/// Prose and record are joined and taken apart again.
fn comes_back(prose: &str, record: &Record) {
    let file = seal(prose, record);
    let again = Document::open(file.as_bytes(), &id_of).expect("it is text");
    assert_eq!(again.prose, prose, "the prose of {file:?}");
    assert_eq!(again.record, RecordState::Present(Box::new(record.clone())));
}

/// What a document says is read; saying it again changes no byte, and saying
/// more of it is read back.
fn changes_only_what_is_asked(prose: &str) {
    let mut content = read(prose);
    assert_eq!(write(prose, &content, None), prose, "nothing was asked");
    content.pending.push(Item::new("one more thing"));
    content.task = Some("another task".to_owned());
    let written = write(prose, &content, None);
    assert_eq!(read(&written), content, "{prose:?}\n=>\n{written:?}");
}

/// Each mention stands where it is said to stand.
fn finds_what_stands_there(prose: &str) {
    let inside = |span: &Range<usize>| {
        assert!(prose.get(span.clone()).is_some(), "{span:?} in {prose:?}");
    };
    for claim in claims(prose) {
        inside(&claim.span);
    }
    for passage in passages(prose) {
        inside(&passage.span);
        passage
            .symbols
            .iter()
            .for_each(|symbol| inside(&symbol.span));
    }
    let found = find(prose);
    for name in found.names() {
        drop(document::candidates(name, Some("docs")));
    }
    let mentions = found.mentions(&|_| true);
    for mention in &mentions {
        inside(&mention.span);
        if let Some(position) = &mention.position {
            let digits = &prose[position.digits.clone()];
            let numbers = digits.split(|c: char| !c.is_ascii_digit());
            let numbers: Vec<u32> = numbers.filter_map(|number| number.parse().ok()).collect();
            let ends = (numbers.first().copied(), numbers.last().copied());
            let lines = position.lines;
            assert_eq!(ends, (Some(lines.start()), Some(lines.end())), "{digits:?}");
        }
    }
    let paths = found.names().map(|name: &Name| name.path.as_str());
    drop(named(prose, paths));
    renumbers(prose, &mentions);
}

/// New numbers change digits and nothing else; new paths stay in their place.
fn renumbers(prose: &str, mentions: &[Mention]) {
    let further = |lines: Lines| {
        let further = |line: u32| line.saturating_add(1000);
        Lines::new(further(lines.start()), further(lines.end()))
    };
    let moves: Vec<_> = mentions
        .iter()
        .filter_map(|mention| mention.with_lines(further(mention.lines()?)?))
        .collect();
    let plain = |text: &str| text.replace(|c: char| c.is_ascii_digit(), "");
    let told_anew = document::rewrite(prose, &moves);
    assert_eq!(plain(&told_anew), plain(prose), "{moves:?}");
    for mention in mentions.iter().take(8) {
        let to = if mention.kind == Kind::Link {
            "a%20b"
        } else {
            "a b"
        };
        let renamed = document::rewrite(prose, &[mention.with_path("a b")]);
        let Range { start, end } = mention.span.clone();
        let expected = [&prose[..start], to, &prose[end..]].concat();
        assert!(
            renamed == expected || renamed.len() == expected.len() + 2,
            "{renamed:?}"
        );
    }
}

/// Stands in for the repository's hash: equal only for equal bytes, near enough.
fn id_of(bytes: &[u8]) -> ObjectId {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for byte in bytes {
        hash = (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
    }
    ObjectId::new(&format!("{hash:040x}")).expect("forty digits")
}

fn record(prose: &str) -> Record {
    Record {
        saved_at: DateTime::default(),
        prose: id_of(prose.as_bytes()),
        task_id: None,
        source: None,
        head: None,
        branch: None,
        state: None,
        files: BTreeMap::new(),
    }
}
