use super::tokens::{cut, cut_front, tokens};
use super::{counted, fence, span};

/// Texts of many kinds, each with its tokens by the widest spread tokenizers.
#[test]
fn no_text_has_more_tokens_than_is_told() {
    let built = "its vocabulary comes with it";
    let o200k = tiktoken_rs::o200k_base().expect(built);
    let cl100k = tiktoken_rs::cl100k_base().expect(built);
    for text in [
        include_str!("../../../fixtures/documents/template.md"),
        include_str!("../../../fixtures/documents/foreign.md"),
        include_str!("../../../fixtures/documents/handoff-ja.md"),
        include_str!("tokens.rs"),
        include_str!("../json/schema/resume.json"),
        "\t\t\tif (a) {\n\t\t\t\treturn b;\n",
        "9007199254740993 3.14159265358979 0xdeadbeef 2025-01-27T14:30:05+01:00\n",
        "READ `src/api/auth/login.ts`: Modified after checkpoint (+4 -0); line 34 -> 38\n",
        "检查点是固定在代码上的散文。保存等于固定。\n",
        "エージェントのコンテキストが失われる前に保存。\n",
        "에이전트의 문맥이 사라지기 전에 저장합니다.\n",
        "Zażółć gęślą jaźń. Příliš žluťoučký kůň úpěl ďábelské ódy.\n",
        "Δοκιμή σημείου ελέγχου, Контрольная точка, נקודת ביקורת\n",
        "👩🏽\u{200d}💻👨\u{200d}👩\u{200d}👧\u{200d}👦🔥🚀✅⬜🔄\n",
        "════════════ ━━━━ ▶ → ⇒ ∀x∈S: x≥0\n",
    ] {
        let most = o200k
            .encode_ordinary(text)
            .len()
            .max(cl100k.encode_ordinary(text).len());
        let told = tokens(text);
        assert!(told >= most, "{told} told, {most} are there: {text}");
        assert!(
            told <= most * 5 / 2 + 2,
            "{told} told, {most} are there: {text}"
        );
    }
}

#[test]
fn a_cut_text_fits() {
    let text = "Import jsonwebtoken, create 检查点 token with user.id".repeat(50);
    for most in [3, 5, 10, 40, 400] {
        let short = cut(&text, most);
        assert!(tokens(&short) <= most, "{most}: {short}");
        assert!(short.ends_with('…') && text.starts_with(short.trim_end_matches('…')));
    }
    assert_eq!(cut("as it is", 40), "as it is");
    let path = format!("{}/login.ts", "directory/".repeat(40));
    assert!(cut_front(&path, 12).starts_with('…') && cut_front(&path, 12).ends_with("/login.ts"));
}

#[test]
fn neither_fence_nor_name_can_be_ended_from_inside() {
    assert_eq!(fence("plain"), "```");
    assert_eq!(fence("a ```` b\n```\n"), "`````");
    assert_eq!(span("a.rs"), "`a.rs`");
    assert_eq!(span("a`b"), "``` a`b ```");
    assert_eq!(span("x\n## y"), "`\"x\\n## y\"`");
}

#[test]
fn what_is_cut_is_counted_in_words() {
    for (noun, n, words) in [
        ("done item", 1, "1 done item"),
        ("done item", 3, "3 done items"),
        ("line on tests", 2, "2 lines on tests"),
        ("file to open", 2, "2 files to open"),
        ("item in progress", 2, "2 items in progress"),
    ] {
        assert_eq!(counted(noun, n), words);
    }
}
