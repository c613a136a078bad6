use super::{CLOSER, Guide, OPENER};

fn guide() -> Guide {
    let news = ["Changed since the last save:", "  a --> b: Modified"];
    Guide::new(Some("it has no task"), &news.map(str::to_owned))
}

#[test]
fn it_comes_and_goes_to_the_byte() {
    for prose in [
        "",
        "a",
        "a\n",
        "a\n\n",
        "a\n\n\n",
        "a\r\nb\r\n",
        "a\r\nb",
        "\u{feff}a\n",
        "\n",
        "<!-- mine -->\n",
        "# T\n\n```\nopen\n",
    ] {
        let text = guide().below(prose);
        let taken = guide().taken_out(&text, prose);
        assert_eq!(taken.prose, prose, "{text:?}");
        assert_eq!(taken.typed, [""; 0], "{prose:?}");
    }
}

#[test]
fn it_is_one_comment_that_ends_where_it_ends() {
    let text = guide().below("# T\n");
    assert_eq!(text.matches("-->").count(), 1, "{text}");
    assert!(text.starts_with(&format!("# T\n\n{OPENER}\n\nNOT SAVED: it has no task\n")));
    assert!(text.ends_with(&format!("\n  a --\\x3e b: Modified\n{CLOSER}\n")));
}

#[test]
fn an_edited_document_keeps_its_bytes() {
    let text = guide().below("# T\n\nold\n");
    for (edited, wanted) in [
        (text.replace("old\n", "new\n"), "# T\n\nnew\n"),
        (text.replace("old\n", "new\n\n\n"), "# T\n\nnew\n\n\n"),
        (text.replace('\n', "\r\n"), "# T\r\n\r\nold\r\n"),
        (format!("{text}below\n"), "# T\n\nold\nbelow\n"),
        (text.replace("# T\n\nold\n\n", ""), ""),
        (text.replace("# T\n\nold\n", ""), ""),
        ("# T\n\nmine\n".to_owned(), "# T\n\nmine\n"),
        (text.replace(&format!("{OPENER}\n\n"), ""), "# T\n\nold\n"),
        (text.trim_end().to_owned(), "# T\n\nold\n"),
        (text.replace(&format!("\n{CLOSER}\n"), ""), "# T\n\nold\n"),
    ] {
        let taken = guide().taken_out(&edited, "# T\n\nold\n");
        assert_eq!(taken.prose, wanted, "{edited}");
        assert_eq!(taken.typed, [""; 0], "{edited}");
    }
}

#[test]
fn what_somebody_types_into_it_is_told() {
    let text = guide().below("# T\n");
    let typed = text.replace("  Stopped at ", "  mine, too\nand this\n  Stopped at ");
    let taken = guide().taken_out(&typed, "# T\n");
    assert_eq!(taken.prose, "# T\n");
    assert_eq!(taken.typed, ["  mine, too", "and this"]);
    let open = text.replace(&format!("\n{CLOSER}\n"), "\nmine\n");
    assert_eq!(guide().taken_out(&open, "# T\n").typed, ["mine"]);
}

#[test]
fn a_guide_that_somebody_quotes_above_is_theirs() {
    let prose = guide().below("# How it looks\n");
    let text = guide().below(&prose);
    assert_eq!(guide().taken_out(&text, &prose).prose, prose);
}
