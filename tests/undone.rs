//! Work marked as done whose file is again as it was before is told as
//! undone: where a commit or an earlier save proves it, and nowhere else.

use crate::support::Sandbox;

const DONE: &str = "## Completed\n- [x] work\n  - File: `f`\n";

/// `f` has held `v1`, then `v2`, each committed.
fn repository() -> Sandbox {
    let s = Sandbox::new();
    s.sh("echo v1 >f; git add f; git commit -qm v1; echo v2 >f; git commit -qam v2");
    s
}

fn save(s: &Sandbox, document: &str) {
    let arguments = ["checkpoint", "--from", "-", "-y"];
    let _ = s
        .shipkit_reading(&arguments, Some(document.as_bytes()))
        .expect_code(0);
}

/// The verdict of the first claim, with what is perhaps undone.
#[track_caller]
fn verdict(s: &Sandbox) -> String {
    let report = s.check();
    let claim = &report.json["claims"][0];
    let word = claim["verdict"].as_str().expect("a verdict is a word");
    if claim["perhapsUndone"].is_null() {
        assert_eq!(word == "undone", !claim["undone"].is_null(), "{claim:#}");
        return word.to_owned();
    }
    format!("{word}, perhaps undone")
}

#[test]
fn uncommitted_work_that_was_thrown_away_is_undone() {
    let s = repository();
    s.sh("echo work >f");
    save(&s, DONE);
    s.sh("git checkout -q f");
    assert_eq!(verdict(&s), "undone");
    let report = s.check();
    assert_eq!(report.json["claims"][0]["undone"][0], "f");
    assert_eq!(report.json["drift"]["severity"], "at-position");
    assert_eq!(report.json["recommended"], "update");
    let said = s.shipkit(&["resume"]).expect_code(1);
    let _ = said
        .says("    work: undone, f is as it was before the work\n")
        .says("\n1 file changed, 1 done item undone: look at the diff and update\n");
}

#[test]
fn a_file_that_the_work_made_and_is_gone_is_undone() {
    let s = repository();
    s.sh("echo work >new");
    save(&s, "## Completed\n- [x] work\n  - File: `new`\n");
    s.sh("rm new");
    assert_eq!(verdict(&s), "undone");
    let said = s.shipkit(&["resume"]).expect_code(1);
    let _ = said.says("work: undone, new is gone, as it was before the work\n");
}

#[test]
fn a_file_that_the_last_commit_made_and_is_gone_is_undone() {
    let s = repository();
    s.sh("echo work >new; git add new; git commit -qm work");
    save(&s, "## Completed\n- [x] work\n  - File: `new`\n");
    s.sh("git revert --no-edit HEAD >&2");
    assert_eq!(verdict(&s), "undone");
}

#[test]
fn work_on_a_branch_that_is_not_checked_out_is_not_undone() {
    let s = repository();
    s.sh("git checkout -qb side; echo side >f; git commit -qam side");
    save(&s, DONE);
    s.sh("git checkout -q main");
    assert_eq!(verdict(&s), "modified");
    s.sh("git checkout -q side; git reset -q --hard main");
    assert_eq!(verdict(&s), "undone");
}

#[test]
fn an_old_file_that_is_deleted_is_gone_and_not_undone() {
    let s = repository();
    save(&s, DONE);
    s.sh("git rm -q f; git commit -qm gone");
    assert_eq!(verdict(&s), "deleted");
}

#[test]
fn a_file_of_long_ago_that_is_deleted_is_gone_and_not_undone() {
    let s = Sandbox::new();
    s.sh("echo o >other; git add other; git commit -qm other
          echo old >f; git add f; git commit -qm old; echo p >other; git commit -qam later");
    s.at("2025-03-01T12:00:00+00:00");
    save(&s, DONE);
    s.sh("git rm -q f; git commit -qm gone");
    assert_eq!(verdict(&s), "deleted");
    let s = Sandbox::init(&[]);
    s.sh("echo old >f; git add f; git commit -qm import");
    save(&s, DONE);
    s.sh("git rm -q f; git commit -qm gone");
    assert_eq!(verdict(&s), "deleted");
}

#[test]
fn an_old_commit_that_is_reverted_is_only_perhaps_the_work() {
    let s = repository();
    s.sh("echo o >other; git add other; git commit -qm later");
    s.at("2025-03-01T12:00:00+00:00");
    save(&s, DONE);
    s.sh("git revert --no-edit HEAD~ >&2");
    assert_eq!(verdict(&s), "modified, perhaps undone");
    let id = s.git(&["rev-parse", "HEAD~2"]);
    let said = s.shipkit(&["resume"]).expect_code(1);
    let _ = said.says(&format!(
        "perhaps undone, f is as it was before {}",
        &id[..7]
    ));
}

#[test]
fn a_reverted_commit_is_undone() {
    let s = repository();
    save(&s, DONE);
    let id = s.git(&["rev-parse", "HEAD"]);
    s.sh("git revert --no-edit HEAD >&2");
    assert_eq!(verdict(&s), "undone");
    let said = s.shipkit(&["resume"]).expect_code(1);
    let _ = said.says(&format!(
        "work: undone, f is as it was before {}\n",
        &id[..7]
    ));
}

#[test]
fn a_reverted_merge_is_undone() {
    let s = repository();
    s.sh(
        "git checkout -qb side; echo a >f; git commit -qam a; echo b >f; git commit -qam b
          git checkout -q main; echo other >o; git add o; git commit -qm o
          git merge -q --no-edit side >&2",
    );
    save(&s, DONE);
    s.sh("git revert --no-edit -m 1 HEAD >&2");
    assert_eq!(verdict(&s), "undone");
}

#[test]
fn what_was_thrown_away_further_back_is_undone() {
    let s = repository();
    s.sh("echo v3 >f; git commit -qam v3; echo v4 >f");
    save(&s, DONE);
    s.sh("git reset -q --hard HEAD~2");
    assert_eq!(verdict(&s), "undone");
}

#[test]
fn on_an_unborn_branch_a_file_that_is_gone_is_undone() {
    let s = Sandbox::init(&[]);
    s.sh("echo work >f");
    save(&s, DONE);
    s.sh("rm f");
    assert_eq!(verdict(&s), "undone");
}

#[test]
fn further_work_is_not_undone() {
    let s = repository();
    save(&s, DONE);
    s.sh("echo v3 >f");
    assert_eq!(verdict(&s), "modified");
    s.sh("git commit -qam v3");
    assert_eq!(verdict(&s), "modified");
}

#[test]
fn only_what_is_marked_as_done_can_be_undone() {
    let s = repository();
    save(
        &s,
        "## In Progress\n- [ ] work\n  - File: `f`\n\n## Key Decisions Made\n| a | b |\n|---|---|\n| see `f` | |\n",
    );
    s.sh("git revert --no-edit HEAD >&2");
    assert_eq!(verdict(&s), "modified");
    let s = repository();
    save(&s, "## Completed\n- [ ] not quite `f`\n");
    s.sh("git revert --no-edit HEAD >&2");
    assert_eq!(verdict(&s), "modified");
}

#[test]
fn an_earlier_save_proves_what_no_commit_has() {
    let s = Sandbox::new();
    s.sh("echo early >f");
    save(&s, "## In Progress\n- [ ] work\n  - File: `f`\n");
    s.sh("echo work >f");
    save(&s, DONE);
    s.sh("echo early >f");
    assert_eq!(verdict(&s), "undone");
}

#[test]
fn what_was_done_already_when_the_file_was_so_is_not_undone() {
    let s = repository();
    save(&s, DONE);
    s.sh("echo later >f");
    save(
        &s,
        &format!("{DONE}\n## In Progress\n- [ ] more\n  - File: `f`\n"),
    );
    s.sh("git checkout -q f");
    assert_eq!(verdict(&s), "modified");
}

#[test]
fn work_that_may_be_anothers_is_only_perhaps_undone() {
    let s = repository();
    s.sh("echo half >f");
    save(
        &s,
        &format!("{DONE}\n## In Progress\n- [ ] more\n  - File: `f`\n"),
    );
    s.sh("git checkout -q f");
    assert_eq!(verdict(&s), "modified, perhaps undone");
    let said = s.shipkit(&["resume"]).expect_code(1);
    let _ = said.says("work: perhaps undone, f is as it was before its last change");
}

#[test]
fn beyond_the_boundary_of_a_shallow_clone_nothing_is_told() {
    let s = repository();
    s.sh("git clone -q --depth 1 \"file://$PWD\" ../shallow");
    s.cd("../shallow");
    save(&s, DONE);
    s.sh("echo v1 >f");
    assert_eq!(verdict(&s), "modified");
}

#[test]
fn a_long_history_is_looked_through_to_its_bound() {
    let s = repository();
    s.sh("i=0; while [ $i -lt 1100 ]; do i=$((i+1)); printf 'commit refs/heads/main\\ncommitter A <a@b> %s +0000\\ndata 1\\nx\\n' $((1738000000+i)); [ $i = 1 ] && echo 'from refs/heads/main^0'; echo; done >../stream
          git fast-import --quiet <../stream; git reset -q --hard");
    save(&s, DONE);
    s.sh("git checkout -q HEAD~1100~1 -- f");
    assert_eq!(s.read("f"), "v1\n");
    assert_eq!(verdict(&s), "modified");
}
