//! A brief fits its budget by real tokenizers, whatever it is made of, and
//! says what it left out.

use super::{LOGIN, brief, saved};
use crate::support::{Random, Sandbox};
use std::sync::LazyLock;
use tiktoken_rs::CoreBPE;

const BUDGETS: [usize; 5] = [100, 200, 800, 3000, 20000];

/// The place and the step that are told whatever the budget.
const ALWAYS: [&str; 3] = ["Task: ", "Next step", "src/api/auth/login.ts"];

static TOKENIZERS: LazyLock<[(&str, CoreBPE); 2]> = LazyLock::new(|| {
    let built = "its vocabulary comes with it";
    [
        ("o200k", tiktoken_rs::o200k_base().expect(built)),
        ("cl100k", tiktoken_rs::cl100k_base().expect(built)),
    ]
});

/// Fails where a brief has more tokens than it was given, or lacks what it
/// must have.
#[track_caller]
fn assert_fits(s: &Sandbox, what: &str) {
    for budget in BUDGETS {
        let told = brief(s, budget);
        for (name, tokenizer) in TOKENIZERS.iter() {
            let tokens = tokenizer.encode_ordinary(&told).len();
            assert!(
                tokens <= budget,
                "{what}: {tokens} of {budget} by {name}:\n{told}"
            );
        }
        for word in ALWAYS {
            assert!(
                told.contains(word),
                "{what}, {budget}: no {word:?} in:\n{told}"
            );
        }
        assert_eq!(told, brief(s, budget), "{what}, {budget}");
    }
}

/// A checkpoint all of whose words are made of `text`.
fn made_of(text: &str) -> Sandbox {
    let s = saved();
    let long = text.repeat(2000 / text.len() + 1);
    let mut lines: Vec<String> = s.read(LOGIN).lines().map(str::to_owned).collect();
    for (at, line) in lines.iter_mut().enumerate().filter(|(at, _)| *at != 33) {
        *line = format!("{at}{long}");
    }
    s.write(LOGIN, lines.join("\n") + "\n");
    let next = format!("{text} {long}");
    let mut typed = vec!["checkpoint", "--stopped-at", &next, "--next", &next];
    for flag in ["--gotcha", "--done", "--todo", "--decision", "--blocker"] {
        typed.extend([flag, text, flag, &next]);
    }
    let _ = s.shipkit(&typed).expect_code(0);
    s
}

#[test]
fn the_template_fits() {
    let s = saved();
    assert_fits(&s, "template");
    s.sh(&format!(
        "sed -i '1i // one' {LOGIN}; echo >>src/utils/auth.ts; git rm -q src/types/auth.ts"
    ));
    assert_fits(&s, "template, drifted");
}

#[test]
fn words_of_every_script_fit() {
    for text in [
        "检查点是固定在代码上的文字，保存就是固定。",
        "チェックポイントはコードに固定された文章です。",
        "체크포인트는 코드에 고정된 글입니다.",
        "Контрольная точка привязана к коду.",
        "نقطة التحقق مثبتة على الكود.",
        "จุดตรวจสอบคือข้อความที่ตรึงกับโค้ด",
        "Lösungsvorschläge für Wiederherstellungspunkte",
        "👩🏽\u{200d}💻🔥❤\u{fe0f}🚀🏴\u{e0067}\u{e0062}\u{e0073}\u{e0063}\u{e0074}\u{e007f}",
    ] {
        assert_fits(&made_of(text), text);
    }
}

#[test]
fn text_that_no_one_wrote_by_hand_fits() {
    let mut random = Random(8);
    let mut of = |letters: &str| -> String {
        let letters: Vec<char> = letters.chars().collect();
        (0..400)
            .map(|_| letters[random.below(letters.len())])
            .collect()
    };
    let base64 = of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/");
    let hex = of("0123456789abcdef");
    let signs = of("!#$%&()*+,-./:;<=>?@[]^_{|}~");
    let letters = of("abcdefghijklmnopqrstuvwxyz");
    let minified = "!function(e,t){\"object\"==typeof exports?t(e):e.a=t};var n=[],r=n.slice,i=0;for(;i<9;)e[i++]=r?1:!0;";
    for text in [&base64, &hex, &signs, &letters, minified] {
        assert_fits(&made_of(&format!("x{text}")), text);
    }
}

#[test]
fn a_document_of_ten_thousand_lines_fits() {
    let s = saved();
    let gotchas = (0..10_000).map(|n| format!("- Mind the thing {n} in `src/utils/auth.ts`"));
    let gotchas = gotchas.collect::<Vec<_>>().join("\n") + "\n";
    let document = s.read("handoff.md").replace(
        "### Gotchas Discovered\n",
        &format!("### Gotchas Discovered\n{gotchas}"),
    );
    s.write("handoff.md", document);
    s.sh("git shipkit checkpoint --from handoff.md 2>/dev/null");
    assert_fits(&s, "10,000 lines");
}

#[test]
fn what_was_cut_is_told_and_can_be_had() {
    let s = saved();
    let told = s
        .shipkit(&["resume", "--brief=400", "--json"])
        .expect_code(0)
        .json();
    let text = told["text"].as_str().expect("a text");
    let cut = told["cut"].as_array().expect("a list");
    assert!(!cut.is_empty());
    let last = text.lines().last().expect("a line");
    assert!(last.starts_with("Cut: "), "{last}");
    let command = last.split('`').nth(1).expect("a command");
    let words: Vec<&str> = command.split(' ').skip(2).chain(["--json"]).collect();
    let all = s.shipkit(&words).expect_code(0).json();
    assert_eq!(all["cut"].as_array().map(Vec::len), Some(0), "{all}");
    assert!(all["tokens"].as_u64() <= all["budget"].as_u64());
    assert!(
        all["text"]
            .as_str()
            .is_some_and(|text| text.contains("Done: Auth types defined"))
    );
}
