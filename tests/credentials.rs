//! Credentials: a save says what it found, never the credential itself, and
//! `--redact` leaves none of it in the document, the history or the objects.
//! All of them are made up, and put together here from parts.

use crate::support::{Output, Sandbox};

fn github() -> String {
    ["ghp", "_", "Zk3vQ9xT1mB7nR5wL2yH8cJ4dF6gS0aPuEoi"].concat()
}

fn aws() -> String {
    ["AKIA", "QW3ERTY7UIOPL5KJ"].concat()
}

fn stripe() -> String {
    ["sk", "_live_", "9aZ8bY7cX6dW5eV4fU3gT2hS"].concat()
}

/// Fails if the command has told more than how its kind begins.
#[track_caller]
fn assert_silent(said: &Output, secrets: &[String]) {
    for secret in secrets {
        let beginning = &secret[..9];
        assert!(
            !said.stderr.contains(beginning),
            "it tells {secret}:\n{said}"
        );
        assert!(
            !said.stdout.contains(beginning),
            "it tells {secret}:\n{said}"
        );
    }
}

/// Fails if any object, or any file below `.git` or `.shipkit`, has one.
#[track_caller]
fn assert_nowhere(s: &Sandbox, secrets: &[String]) {
    let all = "{ git cat-file --batch-all-objects --batch; \
               find .git .shipkit -type f ! -path '.git/objects/*' -exec cat {} +; }";
    for secret in secrets {
        let lines = s.sh(&format!("{all} | grep -acF -e '{secret}' || :"));
        assert_eq!(lines.trim(), "0", "lines that hold {secret}");
    }
    let sees = s.sh(&format!("{all} | grep -acF -e 'one' || :"));
    assert_ne!(sees.trim(), "0", "nothing was looked at");
}

#[test]
fn a_save_says_what_it_found_and_where() {
    let s = Sandbox::new();
    s.write("env", format!("A=1\nKEY={}\n", stripe()));
    let gotcha = format!("log in with {}", github());
    let said = s.shipkit(&[
        "checkpoint",
        "--task",
        "t",
        "--open",
        "env",
        "--gotcha",
        &gotcha,
        "-y",
    ]);
    assert_silent(&said, &[github(), stripe()]);
    let said = said.expect_code(0).complains(
        "warning: 'env' holds a credential in line 2 (Stripe key, sk_l…), and its bytes are kept with this save\n",
    );
    let document = s.read(".shipkit/checkpoint.md");
    let line = 1 + document
        .lines()
        .position(|line| line.contains(&github()))
        .expect("it is saved");
    let _ = said
        .complains(&format!(
            "'.shipkit/checkpoint.md' holds a credential in line {line} (GitHub token, ghp_…)\n"
        ))
        .complains("bytes of such files out: git shipkit checkpoint --redact\n");
}

#[test]
fn programs_are_told_in_the_answer() {
    let s = Sandbox::new();
    s.write("env", format!("KEY={}\n", stripe()));
    let state = format!(
        r#"{{"taskName":"t","nextStep":"use {}","filesToOpen":[{{"path":"env"}}]}}"#,
        aws()
    );
    let said = s.shipkit_reading(
        &["checkpoint", "--state", "-", "--json"],
        Some(state.as_bytes()),
    );
    let told = said.expect_code(0).json();
    let credentials = &told["credentials"];
    assert_eq!(credentials[0]["kind"], "AWS access key id");
    assert_eq!(
        (&credentials[0]["path"], &credentials[0]["masked"]),
        (&serde_json::Value::Null, &false.into())
    );
    assert_eq!(credentials[1]["path"], "env");
    assert_eq!(
        (
            &credentials[1]["line"],
            credentials.as_array().map(Vec::len)
        ),
        (&1.into(), Some(2))
    );
}

#[test]
fn nothing_of_what_is_masked_is_left_anywhere() {
    let s = Sandbox::new();
    s.write("env", format!("KEY={}\n", stripe()));
    let secrets = [github(), aws(), stripe()];
    let context = format!(
        "context={{\"deep\":[\"mysql:\\/\\/app:{}@db\"]}}",
        &github()[4..]
    );
    let gotcha = format!("log in with {} and {}", github(), aws());
    let said = s.shipkit(&[
        "checkpoint",
        "--task",
        "t",
        "--open",
        "env",
        "--gotcha",
        &gotcha,
        "--redact",
        "-y",
        "--context",
        &context,
    ]);
    assert_silent(&said, &secrets);
    let _ = said
        .expect_code(0)
        .says("- env: it holds a credential in line 1 (Stripe key)")
        .complains("; it is masked\n")
        .complains("; only the file's hash is kept\n");
    assert_eq!(
        s.read(".shipkit/checkpoint.md")
            .matches("[redacted]")
            .count(),
        3
    );
    assert_nowhere(&s, &[github(), aws(), stripe(), github()[4..].to_owned()]);
    assert_eq!(s.check().verdict("env"), "unchanged");
}

#[test]
fn a_programs_state_is_masked_beside_the_document_too() {
    let s = Sandbox::new();
    s.git(&["config", "shipkit.redact", "true"]);
    let state = format!(
        r#"{{"taskId":"{0}","taskName":"t","blockers":"a\nb {0}","context":{{"u":"amqp:\/\/q:{1}\u0040host","n":1.50}}}}"#,
        github(),
        &aws()[4..]
    );
    for _ in 0..2 {
        let said = s.shipkit_reading(
            &["checkpoint", "--state", "-", "--json"],
            Some(state.as_bytes()),
        );
        assert_silent(&said, &[github(), aws()[4..].to_owned()]);
        let _ = said.expect_code(0);
    }
    assert_nowhere(&s, &[github(), aws()[4..].to_owned()]);
    let shown = s.shipkit(&["show", "--json"]).expect_code(0).json();
    assert_eq!(shown["context"]["u"], "amqp://q:[redacted]@host");
    assert_eq!(
        (&shown["blockers"], &shown["taskId"]),
        (&"a\nb [redacted]".into(), &"[redacted]".into())
    );
    assert!(shown.to_string().contains("1.50"));
}

#[test]
fn what_is_masked_in_a_state_is_told_as_well() {
    let s = Sandbox::new();
    for (field, shown) in [
        (r#""pending":["a %"]"#, "[redacted]"),
        (r#""context":{"%":1,"%b":2,"%:":3}"#, "[redacted]"),
        (r#""taskId":"%""#, "<!-- git-shipkit"),
    ] {
        let state = format!(r#"{{"taskName":"t",{}}}"#, field.replace('%', &github()));
        let args = ["checkpoint", "--state", "-", "--json", "--new", "--redact"];
        let said = s.shipkit_reading(&args, Some(state.as_bytes()));
        assert_silent(&said, &[github()]);
        let told = said.expect_code(0).json()["credentials"].clone();
        let line = s.document().lines().position(|line| line.contains(shown));
        assert_eq!(told[0]["line"], line.expect("it is shown") + 1, "{told}");
    }
}

#[test]
fn what_cannot_be_masked_is_told_though_other_things_are() {
    let s = Sandbox::new();
    s.git(&["switch", "-qc", &github()]);
    let args = ["checkpoint", "--task", &aws(), "--redact", "-y"];
    let _ = s
        .shipkit(&args)
        .complains("(AWS access key id, AKIA…); it is masked\n")
        .complains("(GitHub token, ghp_…)\n");
}

#[test]
fn an_edit_that_is_kept_aside_is_masked_too() {
    let s = Sandbox::new();
    let _ = s.save(&["a"]);
    s.sh(&format!(
        "printf 'mine: {}\\n' >>.shipkit/checkpoint.md",
        github()
    ));
    s.write("new.md", "# Another\n");
    let _ = s
        .shipkit(&["checkpoint", "--from", "new.md", "--redact", "-y"])
        .expect_code(0);
    let log = s.shipkit(&["log", "--json"]).expect_code(0).json();
    assert_eq!(log["entries"].as_array().map(Vec::len), Some(3), "{log}");
    assert_nowhere(&s, &[github()]);
}

#[test]
fn what_earlier_saves_hold_is_told_with_how_to_erase_it() {
    let s = Sandbox::new();
    s.write("env", format!("KEY={}\n", stripe()));
    let gotcha = format!("log in with {}", github());
    let _ = s
        .shipkit(&["checkpoint", "x", "--task", "t", "--gotcha", &gotcha, "-y"])
        .expect_code(0);
    let _ = s
        .shipkit(&["checkpoint", "x", "--open", "env", "-y"])
        .expect_code(0);
    let said = s
        .shipkit(&["checkpoint", "x", "--redact", "-y"])
        .expect_code(0);
    let _ = said.complains(
        "warning: the history still holds credentials (entry 2, 1); to erase the whole history: \
         git shipkit clear x --purge, then git gc --prune=now\n",
    );
    assert!(!s.read(".shipkit/checkpoint-x.md").contains(&github()));
    s.sh("cp .shipkit/checkpoint-x.md keep.md; git shipkit clear x --purge -y; git gc -q --prune=now");
    assert_nowhere(&s, &[github(), stripe()]);
    // and what is clean says nothing
    let said = s
        .shipkit(&["checkpoint", "x", "--from", "keep.md", "--redact", "-y"])
        .expect_code(0);
    assert!(!said.stderr.contains("history"), "{said}");
}

#[test]
fn it_can_be_left_to_others_and_a_dry_run_says_it_too() {
    let s = Sandbox::new();
    let gotcha = format!("log in with {}", github());
    let save = [
        "checkpoint",
        "--task",
        "t",
        "--gotcha",
        &gotcha,
        "-y",
        "--dry-run",
    ];
    let _ = s.shipkit(&save).complains("(GitHub token, ghp_…)");
    s.git(&["config", "shipkit.credentials", "ignore"]);
    assert_eq!(s.shipkit(&save).stderr, "");
    s.git(&["config", "shipkit.redact", "perhaps"]);
    let _ = s
        .shipkit(&save)
        .complains("'redact' is 'perhaps', not true or false");
    s.git(&["config", "shipkit.redact", "yes"]);
    assert!(
        !s.shipkit(&save)
            .complains("; it is masked")
            .stdout
            .contains(&github())
    );
}

#[test]
fn an_update_and_served_saves_look_too() {
    let s = Sandbox::new();
    s.write("env", "A=1\n");
    let _ = s.save(&["env"]);
    s.write("env", format!("A={}\n", stripe()));
    let said = s.shipkit(&["resume", "--update", "--json"]).expect_code(0);
    assert_eq!(said.json()["credentials"][0]["kind"], "Stripe key");
    let request = format!(
        "{{\"id\":1,\"verb\":\"checkpoint\",\"name\":\"p\",\"state\":{{\"taskName\":\"t\",\"nextStep\":\"{}\"}}}}\n",
        github()
    );
    let said = s
        .shipkit_reading(&["serve", "--stdio"], Some(request.as_bytes()))
        .expect_code(0);
    assert!(said.stdout.contains(r#""credentials":[{"line":"#), "{said}");
    assert!(said.stderr.contains("(GitHub token, ghp_…)"), "{said}");
}
