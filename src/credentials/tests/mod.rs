//! Made-up credentials of every kind, and what only looks like one. They are
//! put together from parts, so that no scanner takes this file for a leak.

mod lookalikes;

use super::shapes::{Form, Part, SHAPES, Shape};
use super::{MASK, find, mask, mask_json};
use lookalikes::LOOKALIKES;

/// Numbers that only look random, from a seed.
struct Dice(u64);

impl Dice {
    fn below(&mut self, most: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).expect("31 bits") % most
    }

    fn text(&mut self, len: usize, has: impl Fn(u8) -> bool) -> String {
        let set: Vec<char> = (33..127)
            .filter(|byte| has(*byte))
            .map(char::from)
            .collect();
        (0..len).map(|_| set[self.below(set.len())]).collect()
    }

    fn hex(&mut self, len: usize) -> String {
        self.text(len, |byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
    }

    fn alnum(&mut self, len: usize) -> String {
        self.text(len, |byte| byte.is_ascii_alphanumeric())
    }
}

/// A credential of that shape: what stands before it, and itself.
fn made_up(shape: &Shape, dice: &mut Dice) -> (String, String) {
    let anchor = shape.anchor;
    let alone = |token: String| (String::new(), token);
    match shape.form {
        Form::Token(parts) => {
            let mut token = anchor.to_owned();
            for part in parts {
                match *part {
                    Part::Text(text) => token.push_str(text),
                    Part::Run(alphabet, least, most) => {
                        let len = least + dice.below(most.min(least + 12) - least + 1);
                        token.push_str(&dice.text(len - 1, |byte| alphabet.has(byte)));
                        token.push(if anchor == "SG." { 'q' } else { '7' });
                    }
                }
            }
            alone(token)
        }
        Form::Labelled(alphabet, len) => {
            let gap = ["=", ": ", " = \"", "': '", "\" : \"", " | "][dice.below(6)];
            (
                format!("{anchor}{gap}"),
                dice.text(len, |byte| alphabet.has(byte)),
            )
        }
        Form::Authorization => {
            let scheme = ["Bearer", "bearer", "token"][dice.below(3)];
            (
                format!("Authorization: {scheme} "),
                format!("{}7", dice.alnum(31)),
            )
        }
        Form::Url => (
            format!("postgres{anchor}app:"),
            format!("{}7", dice.alnum(8)),
        ),
        Form::Bot => alone(format!(
            "{}{anchor}{}",
            10_000_000 + dice.below(900_000_000),
            dice.alnum(33)
        )),
        Form::Pem => {
            let lines: Vec<String> = (0..12).map(|_| dice.alnum(64)).collect();
            (format!("{anchor}RSA PRIVATE KEY-----\n"), lines.join("\n"))
        }
    }
}

/// What stands behind a credential of that shape.
fn behind(shape: &Shape) -> &'static str {
    match shape.form {
        Form::Url => "@db.intern/shop",
        Form::Pem => "\n-----END RSA PRIVATE KEY-----",
        _ => "",
    }
}

#[test]
fn every_kind_is_found_and_masked_wherever_it_stands() {
    let mut dice = Dice(7);
    for round in 0..60 {
        for shape in SHAPES {
            let (before, token) = made_up(shape, &mut dice);
            let (open, close) = [
                ("", ""),
                ("`", "`"),
                ("key=", "\n"),
                ("(", ")."),
                ("\"", "\","),
            ][round % 5];
            let text = format!(
                "one\nzwei ü {open}{before}{token}{}{close} end",
                behind(shape)
            );
            let found = find(text.as_bytes());
            assert_eq!(found.len(), 1, "{}: {text}: {found:?}", shape.anchor);
            assert_eq!(text[found[0].range.clone()], token, "{}", shape.anchor);
            assert!(token.starts_with(found[0].begins) && found[0].begins.len() <= 4);
            let (masked, told) = mask(&text).expect("there is one");
            assert_eq!(masked, text.replacen(&token, MASK, 1));
            assert_eq!(&masked[told[0].range.clone()], MASK);
            assert_eq!(find(masked.as_bytes()), [], "{masked}");
        }
    }
}

#[test]
fn each_is_named_with_its_line() {
    let mut dice = Dice(3);
    let text = format!(
        "# Notes\n\nghp{} and\nAKIA{}\n\nAuthorization: Bearer gho{}\n",
        format_args!("_{}", dice.alnum(36)),
        dice.text(16, |byte| byte.is_ascii_uppercase()),
        format_args!("_{}", dice.alnum(36)),
    );
    let told: Vec<_> = find(text.as_bytes())
        .into_iter()
        .map(|one| (one.line, one.kind, one.begins))
        .collect();
    let expected = [
        (3, "GitHub token", "ghp_"),
        (4, "AWS access key id", "AKIA"),
        (6, "GitHub token", "gho_"),
    ];
    assert_eq!(told, expected);
}

#[test]
fn what_only_looks_like_one_is_left_alone() {
    let mut dice = Dice(11);
    assert!(LOOKALIKES.len() >= 60);
    for like in LOOKALIKES {
        for _ in 0..20 {
            let mut text = (*like).to_owned();
            let uuid = [8, 4, 4, 4, 12].map(|len| dice.hex(len)).join("-");
            for (sign, value) in [
                ("%h", dice.hex(40)),
                ("%H", dice.hex(64)),
                ("%m", dice.hex(32)),
                ("%a", dice.alnum(36)),
                (
                    "%b",
                    dice.text(88, |byte| {
                        byte.is_ascii_alphanumeric() || b"+/".contains(&byte)
                    }),
                ),
                ("%u", uuid),
            ] {
                text = text.replace(sign, &value);
            }
            assert_eq!(
                find(format!("see {text} there").as_bytes()),
                [],
                "{like}: {text}"
            );
        }
    }
}

#[test]
fn no_id_of_an_object_is_ever_taken_for_one() {
    let mut dice = Dice(5);
    for _ in 0..10_000 {
        let (short, long) = (dice.hex(40), dice.hex(64));
        let text = format!("head = \"{short}\"\n- {long}\n`{short}`, {long}..{short}\n");
        assert_eq!(mask(&text), None);
    }
}

#[test]
fn a_text_in_json_is_masked_however_it_is_escaped() {
    let mut dice = Dice(9);
    let body = [dice.alnum(64), dice.alnum(64)].join("\\n");
    let dashes = "-".repeat(5);
    let key =
        format!("{dashes}BEGIN PRIVATE KEY{dashes}\\n{body}\\n{dashes}END PRIVATE KEY{dashes}\\n");
    let secret = format!("{}7", dice.alnum(12));
    let json = format!(
        "{{\"n\":1.50,\"key\":\"{key}\",\"u\":\"mysql:\\/\\/app:{secret}@db\\u0031\",\"id\":null}}"
    );
    let masked = mask_json(&json);
    let value: serde_json::Value = serde_json::from_str(&masked).expect("still JSON");
    assert_eq!(value["u"], format!("mysql://app:{MASK}@db1"));
    assert_eq!(
        value["key"],
        format!("{dashes}BEGIN PRIVATE KEY{dashes}\n{MASK}\n{dashes}END PRIVATE KEY{dashes}\n")
    );
    assert!(
        masked.contains("\"n\":1.50") && masked.contains("\"id\":null"),
        "{masked}"
    );
    let as_text = mask(&json).expect("the key is plain").0;
    assert!(
        as_text.contains(&format!("KEY{dashes}\\n{MASK}\\n{dashes}END")),
        "{as_text}"
    );
}

#[test]
fn keys_that_are_masked_stay_apart() {
    let mut dice = Dice(13);
    let key = |dice: &mut Dice| format!("ghp{}7", format_args!("_{}", dice.alnum(35)));
    let (a, b) = (key(&mut dice), key(&mut dice));
    let json = format!("{{\"{a}\":1,\"[redacted] 2\":2,\"\\n{b}\":3,\"{b}\":4,\"{a}:{b}\":5}}");
    assert_eq!(
        mask_json(&json),
        "{\"[redacted]\":1,\"[redacted] 2\":2,\"\\n[redacted]\":3,\"[redacted] 3\":4,\
         \"[redacted]:[redacted]\":5}"
    );
}

#[test]
fn a_line_may_begin_behind_its_escape() {
    let token = format!("ghp{}7", format_args!("_{}", Dice(17).alnum(35)));
    for escape in ["\\n", "\\r", "\\t"] {
        let text = format!("\"env\": \"A=1{escape}{token}\"");
        assert_eq!(find(text.as_bytes()).len(), 1, "{text}");
    }
    assert_eq!(find(format!("n{token}").as_bytes()), []);
}

#[test]
fn a_name_and_password_in_base64_are_a_credential() {
    // user:hunter22, and a word that is no such pair
    let plain = ["Authorization: Basic dXNl", "cjpodW50ZXIyMg=="].concat();
    assert_eq!(find(plain.as_bytes()).len(), 1);
    assert_eq!(
        find(b"Authorization: Basic AuthenticationScheme1234").len(),
        0
    );
}
