//! What hooks remember comes back, stays small, and is no loss.

use super::*;

fn at(minute: i64) -> DateTime<FixedOffset> {
    let time = DateTime::from_timestamp(minute * 60 + 7, 0).unwrap();
    time.fixed_offset()
}

#[test]
fn what_was_said_and_seen_comes_back() {
    let mut said = Said::default();
    said.say("save 1", "touched a b");
    said.say("save 1", "touched a b");
    said.saw(at(3));
    said.saw(at(3));
    said.saw(at(1));
    said.spoke(ObjectId::new(&"a".repeat(40)).as_ref());
    assert_eq!(Said::parse(&said.text()), Some(said.clone()));
    assert!(said.has("save 1", "touched a b") && !said.has("save 2", "touched a b"));
    assert_eq!(said.activity().collect::<Vec<_>>(), [60, 180]);
    assert_eq!(said.remarks.len(), 1);
    assert!(said.spoke_at(ObjectId::new(&"a".repeat(40)).as_ref()) && !said.spoke_at(None));
}

#[test]
fn what_is_damaged_is_forgotten() {
    let text = format!("{HEAD}\nat-work 7\n");
    assert!(Said::parse(&text).is_some());
    for damaged in ["", "at-work 7\n", "\0\0", &text[..text.len() - 3]] {
        assert_eq!(Said::parse(damaged), None, "{damaged:?}");
    }
    for line in ["at-work x", "spoke-at 7", "said x", "new y", "x"] {
        assert_eq!(Said::parse(&format!("{text}{line}\n")), None, "{line}");
    }
}

#[test]
fn it_stays_small_and_the_newest_stays() {
    let mut said = Said::default();
    for n in 0..2000 {
        said.say("save", &format!("touched {n}"));
        said.saw(at(n));
    }
    said.say("save", &"x".repeat(2000));
    said.say("save", "two\nlines");
    assert_eq!(said.remarks.len(), MOST_SAID);
    assert_eq!(said.activity().count(), MOST_MINUTES);
    assert!(said.has("save", "touched 1999") && !said.has("save", "touched 0"));
    assert!(said.text().len() < MAX);
}

#[test]
fn a_look_serves_for_two_minutes_and_one_without_an_end_for_thirty() {
    let mut said = Said::default();
    assert!(said.may_look(at(100)));
    said.looks(at(100));
    for (minute, may) in [(100, false), (129, false), (130, true), (99, true)] {
        let again = Said::parse(&said.text()).unwrap();
        assert_eq!(again.may_look(at(minute)), may, "{minute}");
    }
    said.has_looked();
    for (minute, may) in [(100, false), (101, false), (102, true), (99, true)] {
        let again = Said::parse(&said.text()).unwrap();
        assert_eq!(again.may_look(at(minute)), may, "{minute}");
    }
}

#[test]
fn who_was_summed_up_is_told_once() {
    let mut said = Said::default();
    said.sums_up("a b");
    said.sums_up("c");
    said.sums_up("");
    said.sums_up("two\nlines");
    let mut said = Said::parse(&said.text()).unwrap();
    assert!(said.has_summed_up("a b") && said.has_summed_up("c"));
    assert!(!said.has_summed_up("") && !said.has_summed_up("two\nlines"));
    assert!(said.tells("a b", "claude compact", at(1)));
    assert!(!said.has_summed_up("a b") && said.has_summed_up("c"));
    for n in 0..40 {
        said.sums_up(&format!("s{n}"));
    }
    assert!(said.has_summed_up("s39") && !said.has_summed_up("s20"));
}

#[test]
fn a_start_that_comes_twice_at_once_is_one() {
    let mut said = Said::default();
    assert!(said.tells("s", "claude startup", at(1)));
    let mut said = Said::parse(&said.text()).unwrap();
    assert!(!said.tells("s", "claude startup", at(1)), "installed twice");
    assert!(said.tells("s", "claude compact", at(1)), "another start");
    assert!(said.tells("s", "codex startup", at(1)), "another shape");
    assert!(said.tells("t", "claude startup", at(1)), "another session");
    assert!(said.tells("s", "claude startup", at(2)), "a minute later");
    assert!(
        said.tells("s", "claude startup", at(1)),
        "the clock was set back"
    );
}
