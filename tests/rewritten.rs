//! A history that was rewritten is told apart from one that went elsewhere,
//! by what git noted of the moves and by what the commits change; without
//! proof it is only `diverged`.

use crate::support::Sandbox;

/// Two files on `main`, two commits of their own on `t`, saved there.
fn topic() -> Sandbox {
    let s = Sandbox::new();
    s.sh("seq 20 >b; git add b; git commit -qm b; git checkout -qb t
          echo 1 >t1; git add t1; git commit -qm t1
          sed -i 5s/5/five/ b; git commit -qam t2");
    let _ = s.save(&["a"]);
    s
}

/// What is told after `script`, with all that git noted and without it.
#[track_caller]
fn told(script: &str) -> (String, String) {
    let s = topic();
    s.sh(script);
    let noted = s.check().expect_code(0).relation().to_owned();
    s.sh("rm -r .git/logs");
    (noted, s.check().expect_code(0).relation().to_owned())
}

#[track_caller]
fn expect(script: &str, noted: &str, unnoted: &str) {
    assert_eq!(
        told(script),
        (noted.to_owned(), unnoted.to_owned()),
        "{script}"
    );
}

const MAIN_GOES_ON: &str = "git checkout -q main; echo m >m; git add m; git commit -qm m;
                            git checkout -q t;";

#[test]
fn an_amended_commit_is_rewritten() {
    expect("git commit -q --amend -m other", "rewritten", "rewritten");
    let amended = "echo more >t2; git add t2; git commit -q --amend -m other";
    expect(amended, "rewritten", "diverged");
    let on_top = format!("{amended}; git commit -q --allow-empty -m top");
    expect(&on_top, "rewritten", "diverged");
}

#[test]
fn a_rebased_branch_is_rewritten() {
    let plain = format!("{MAIN_GOES_ON} git rebase -q main");
    expect(&plain, "rewritten", "rewritten");
    let then_more = format!("{plain}; echo x >x; git add x; git commit -qm x");
    expect(&then_more, "rewritten", "rewritten");
    let onto = "git checkout -q --orphan o; git commit -qm o; git checkout -q t;
                git rebase -q --onto o main";
    expect(onto, "rewritten", "rewritten");
    let pulled = format!("{MAIN_GOES_ON} git pull -q --rebase . main");
    expect(&pulled, "rewritten", "rewritten");
    let configured = format!("{MAIN_GOES_ON} git -c pull.rebase=true pull -q . main");
    expect(&configured, "rewritten", "rewritten");
}

#[test]
fn an_interactive_rebase_is_rewritten() {
    let edited = |edit: &str| {
        format!("{MAIN_GOES_ON} GIT_SEQUENCE_EDITOR=\"sed -i {edit}\" git rebase -qi main")
    };
    let reordered = edited("'1{h;d};2{G}'");
    expect(&reordered, "rewritten", "rewritten");
    expect(&edited("2s/pick/fixup/"), "rewritten", "rewritten");
    expect(&edited("2d"), "rewritten", "diverged");
}

#[test]
fn a_squash_is_rewritten() {
    expect(
        "git reset -q --soft main; git commit -qm squashed",
        "rewritten",
        "rewritten",
    );
    let onto =
        format!("{MAIN_GOES_ON} git checkout -q main; git merge -q --squash t; git commit -qm sq");
    expect(&onto, "rewritten", "rewritten");
    let then_more =
        format!("{onto}; for i in 1 2 3; do echo $i >n; git add n; git commit -qm $i; done");
    expect(&then_more, "rewritten", "rewritten");
}

#[test]
fn commits_split_or_picked_elsewhere_are_rewritten() {
    let split =
        "git reset -q --soft main; git reset -q; git commit -qam b; git add t1; git commit -qm a";
    expect(split, "rewritten", "rewritten");
    let picked = format!("{MAIN_GOES_ON} git checkout -q main; git cherry-pick main..t");
    expect(&picked, "rewritten", "rewritten");
    let half = format!("{MAIN_GOES_ON} git checkout -q main; git cherry-pick t~1");
    expect(&half, "diverged", "diverged");
}

#[test]
fn a_branch_that_was_renamed_is_still_the_one_it_was() {
    let renamed = "echo more >t2; git add t2; git commit -q --amend -m x; git branch -m u";
    expect(renamed, "rewritten", "diverged");
}

#[test]
fn what_went_elsewhere_is_diverged() {
    let reset = "git reset -q --hard main; echo n >n; git add n; git commit -qm n";
    expect(reset, "diverged", "diverged");
    let then_amended = format!("{reset}; git commit -q --amend -m other");
    expect(&then_amended, "diverged", "diverged");
    let then_rebased = format!("{reset}; {MAIN_GOES_ON} git rebase -q main");
    expect(&then_rebased, "diverged", "diverged");
    let switched = format!("{MAIN_GOES_ON} git checkout -q main");
    expect(&switched, "diverged", "diverged");
    let unrelated = "git checkout -q --orphan o; git rm -rqf b t1; git commit -qm o";
    expect(unrelated, "diverged", "diverged");
    let recreated = "git checkout -q -B t main; git commit -q --allow-empty -m e";
    expect(recreated, "diverged", "diverged");
}

#[test]
fn what_was_not_all_taken_over_is_diverged() {
    let empty = "git commit -q --allow-empty -m e; CP a; git reset -q --hard HEAD~1
                 git commit -q --allow-empty -m f";
    expect(empty, "diverged", "diverged");
    let merge = format!(
        "{MAIN_GOES_ON} git merge -q -m merge main; CP a; git reset -q --hard HEAD~1
                 echo n >n; git add n; git commit -qm n"
    );
    expect(&merge, "diverged", "diverged");
}

#[test]
fn empty_commits_and_merges_among_the_replaced_do_not_count() {
    let with_both = format!(
        "git commit -q --allow-empty -m e; {MAIN_GOES_ON}
         git merge -q -m merge main; echo 3 >t3; git add t3; git commit -qm t3; CP a"
    );
    let rebased = format!("{with_both}; git rebase -q main");
    expect(&rebased, "rewritten", "rewritten");
}

#[test]
fn a_root_that_was_amended_is_rewritten() {
    let s = Sandbox::new();
    let _ = s.save(&["a"]);
    s.sh("git commit -q --amend -m other; rm -r .git/logs");
    assert_eq!(s.check().expect_code(0).relation(), "rewritten");
    s.sh("echo b >b; git add b; git commit -q --amend -m other");
    assert_eq!(s.check().expect_code(0).relation(), "diverged");
}

#[test]
fn a_rewritten_branch_that_was_fetched_is_rewritten() {
    let s = topic();
    s.sh("git clone -q . ../clone; cd ../clone; CP a");
    s.sh(&format!("{MAIN_GOES_ON} git rebase -q main"));
    s.cd("../clone");
    s.sh("git fetch -q; git reset -q --hard origin/t");
    assert_eq!(s.check().expect_code(0).relation(), "rewritten");
}

#[test]
fn a_detached_head_is_followed_in_its_own_log() {
    let s = topic();
    s.sh(
        "git checkout -q --detach; echo 1 >n; git add n; git commit -qm n; CP a
          echo 2 >n; git commit -qa --amend -m other",
    );
    assert_eq!(s.check().expect_code(0).relation(), "rewritten");
    s.sh("git checkout -q --detach main; git commit -q --allow-empty -m x");
    assert_eq!(s.check().expect_code(0).relation(), "diverged");
}

#[test]
fn settings_for_diffs_change_nothing() {
    let s = topic();
    s.sh(&format!(
        "{MAIN_GOES_ON} git rebase -q main; rm -r .git/logs
          printf '* diff=x\\n' >.git/info/attributes"
    ));
    s.sh("git config diff.x.command false; git config diff.x.textconv false
          git config diff.external false; git config diff.noprefix true
          git config diff.context 0; git config color.ui always; git config diff.renames copies
          git config diff.submodule log; git config core.pager false; git config diff.orderFile none");
    s.set("GIT_EXTERNAL_DIFF", "false");
    s.set("GIT_DIFF_OPTS", "-u0");
    assert_eq!(s.check().expect_code(0).relation(), "rewritten");
}

#[test]
fn a_long_history_beside_ours_hides_no_rebase() {
    let s = topic();
    s.sh(
        "git checkout -q main; for i in $(seq 80); do git commit -q --allow-empty -m $i; echo $i >m
          git add m; git commit -qm $i; done; git rebase -q main t; rm -r .git/logs
          for i in $(seq 80); do echo $i >n; git add n; git commit -qm $i; done",
    );
    assert_eq!(s.check().expect_code(0).relation(), "rewritten");
}
