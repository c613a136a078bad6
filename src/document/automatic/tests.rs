use super::{Act, Automatic, Facts, Point, Since, Touched, body, sealed_again};
use super::{with_automatic, without_automatic};
use chrono::DateTime;

fn since() -> Since {
    Since {
        point: Point::Save(7),
        at: DateTime::parse_from_rfc3339("2025-01-27T14:30:05+01:00").unwrap(),
    }
}

fn facts() -> Facts {
    let file = |path: &str, lines: Option<&str>, act| Touched {
        path: path.to_owned(),
        lines: lines.map(|lines| lines.parse().unwrap()),
        act,
    };
    Facts {
        commits: vec![("9e8d7c6".to_owned(), "Move it\u{1b}[31m".to_owned())],
        commits_cut: true,
        files: vec![
            file("src/a b.rs", Some("34"), Act::Modified),
            file("b`c", None, Act::Created),
            file("gone", None, Act::Deleted),
        ],
        unseen: Some("git status took too long".to_owned()),
    }
}

const BODY: &str = "\
## Since the Last Save (automatic)

Nobody has put this into words; seen after the save of 2025-01-27 14:30:

- Changed: `src/a b.rs` (line 34)
- New: ``b`c``
- Deleted: `gone`
- Commit 9e8d7c6: Move it\\x1b[31m
- and perhaps more commits
- Not all was looked at: git status took too long

";

#[test]
fn facts_are_told_a_line_each() {
    assert_eq!(body(&since(), &facts()), BODY);
}

#[test]
fn it_comes_and_goes_to_the_byte() {
    for words in [
        "",
        "\u{feff}",
        "a",
        "a\n",
        "a\n\n",
        "a\r\n",
        "- a\r\n- b",
        "---\nt: x\n---\n",
        "# T\n\n```\nopen\n",
        "# T\n\n---\n\n## To Resume\n\nx",
        "## To Resume\nx\n",
    ] {
        let with = with_automatic(words, &since(), BODY);
        let found = Automatic::of(&with).expect(words);
        assert_eq!(found.since, since(), "{words:?}");
        assert_eq!(without_automatic(&with), words, "{with:?}");
        let again = with_automatic(&without_automatic(&with), &since(), BODY);
        assert_eq!(again, with);
        let unix = with.replace("\r\n", "\n");
        assert!(
            Automatic::of(&unix).is_some(),
            "line ends are no edit: {unix:?}"
        );
    }
}

#[test]
fn an_edit_makes_it_theirs_but_for_the_comments() {
    let with = with_automatic("# T\n", &since(), BODY);
    let edited = with.replace("(line 34)", "(line 34), mine");
    assert_eq!(Automatic::of(&edited), None);
    let theirs = format!("# T\n\n{}", BODY.replace("(line 34)", "(line 34), mine"));
    assert_eq!(without_automatic(&edited), theirs);
    let both = with_automatic(&edited, &since(), BODY);
    assert!(
        Automatic::of(&both).is_some(),
        "theirs does not hide the machine's"
    );
    assert_eq!(without_automatic(&both).matches("mine").count(), 1);
    assert_eq!(without_automatic(&both).matches("(automatic)").count(), 1);
}

#[test]
fn what_a_save_heals_in_it_nobody_edited() {
    let with = with_automatic("# T\n", &since(), BODY);
    let healed = with.replace("(line 34)", "(line 36)");
    let sealed = sealed_again(&with, healed.clone());
    let found = Automatic::of(&sealed).expect("it is the machine's");
    assert!(sealed[found.body].contains("(line 36)"));
    assert_eq!(without_automatic(&sealed), "# T\n");
    let theirs = with.replace("(line 34)", "(line 35)");
    let after = theirs.replace("(line 35)", "(line 36)");
    assert_eq!(sealed_again(&theirs, after.clone()), after);
}

#[test]
fn broken_comments_harm_nobody() {
    let with = with_automatic("# T\n", &since(), BODY);
    let closer = "<!-- /shipkit:automatic -->\n";
    for broken in [
        with.replace(closer, ""),
        with.replace(" 7 2025", " 2025"),
        with.replace(": the next", ": next"),
        with[..with.len() / 2].to_owned(),
        closer.to_owned(),
        "<!-- shipkit:automatic ".to_owned(),
    ] {
        assert_eq!(Automatic::of(&broken), None, "{broken:?}");
        let _ = without_automatic(&broken);
    }
}

#[test]
fn what_somebody_quotes_as_code_is_theirs() {
    let section = with_automatic("", &since(), BODY);
    for fence in ["```", "~~~~"] {
        let words = format!("# T\n\n{fence}md\n{section}{fence}\n\nmine\n");
        assert_eq!(Automatic::of(&words), None, "{words}");
        assert_eq!(without_automatic(&words), words);
        let with = with_automatic(&words, &since(), BODY);
        assert!(Automatic::of(&with).is_some_and(|own| own.whole.start >= words.len()));
        assert_eq!(without_automatic(&with), words);
        let healed = with.replace("a b.rs` (line 34)", "a b.rs` (line 35)");
        let sealed = sealed_again(&with, healed.clone());
        assert!(sealed.starts_with(&healed[..words.len()]), "{sealed}");
        assert!(Automatic::of(&sealed).is_some(), "{sealed}");
    }
}
