//! Where a fault is tried: each kind of repository, served by each hand.

use super::act::{Act, Sketch, sketches};
use super::row::{Row, Trial};
use super::scale::Scale;
use super::scene::{Format, Hand};
use super::trace::missing;

/// One trial a command, a format and a hand.
pub(crate) fn struck(
    kind: &str,
    scale: &Scale,
    sweep: fn(&Act, &Sketch, &Scale) -> Row,
) -> Vec<Trial> {
    let mut trials = Vec::new();
    for (format, hand) in grounds(scale) {
        for sketch in sketches(format, scale) {
            let name = format!(
                "{kind}: {}, {}, {}",
                sketch.name,
                format.name(),
                hand.name()
            );
            trials.push(Trial::new(name, move |scale| {
                match traceable(&sketch, format, hand) {
                    Ok(act) => sweep(&act, &sketch, scale),
                    Err(why) => Row::untried(why),
                }
            }));
        }
    }
    trials
}

/// The reason where the command can be made ready or followed on no account.
fn traceable(sketch: &Sketch, format: Format, hand: Hand) -> Result<Act, String> {
    let act = Act::new(sketch, format, hand)?;
    match missing(&act.scene()) {
        Some(why) => Err(why),
        None => Ok(act),
    }
}

/// The kinds of repositories, and who serves them. Tables are served by git
/// alone.
pub(crate) fn grounds(scale: &Scale) -> Vec<(Format, Hand)> {
    let hands = match Hand::asked() {
        Some(hand) => vec![hand],
        None => scale.either(vec![Hand::Own], vec![Hand::Own, Hand::Git]),
    };
    let mut grounds = Vec::new();
    for format in [Format::Files, Format::Reftable, Format::Sha256] {
        for hand in &hands {
            let by_git = if format == Format::Reftable {
                Hand::Git
            } else {
                *hand
            };
            if !grounds.contains(&(format, by_git)) {
                grounds.push((format, by_git));
            }
        }
    }
    grounds
}
