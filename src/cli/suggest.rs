//! `suggest`: is it time to save, and why.

use crate::cli::args::SuggestArgs;
use crate::cli::desk::Desk;
use crate::cli::stop::Stop;
use crate::report::{json, text};
use crate::route;
use crate::suggest::reasons;

pub(crate) fn run(desk: &Desk<'_>, args: &SuggestArgs) -> Result<u8, Stop> {
    let name = desk.name(args.name.as_deref())?;
    let surveyed = route::survey(&desk.repo, &desk.store(), &name, desk.world.now)?;
    let mut situation = surveyed.situation;
    situation.tests_passed = args.tests_passed;
    situation.context_used = args.context_used;
    situation.switch_to.clone_from(&args.switch_to);
    let reasons = reasons(&situation, &desk.settings.suggest);
    let unseen = surveyed.unseen.as_deref();
    if desk.ui.json {
        let checkpoint = (name.as_deref(), surveyed.is_there);
        desk.ui
            .object(json::suggest(checkpoint, &situation, &reasons, unseen));
    } else {
        if let Some(why) = unseen {
            desk.ui
                .warn(&format!("not everything was looked at: {why}"));
        }
        let told = desk.with_view(|view| {
            text::suggest(&text::Suggest {
                name: name.as_deref(),
                is_there: surveyed.is_there,
                situation: &situation,
                reasons: &reasons,
                view: *view,
            })
        });
        if reasons.is_empty() {
            desk.ui.tell(&told);
        } else {
            desk.ui.answer(&told);
        }
    }
    Ok(u8::from(args.exit_code && !reasons.is_empty()))
}
