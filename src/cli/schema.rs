//! `schema`: what programs give and get, as JSON Schema.

use crate::cli::args::SchemaArgs;
use crate::cli::stop::Stop;
use crate::cli::ui::Ui;
use crate::error::Error;
use crate::model::nearest;
use crate::report::json;

pub(crate) fn run(ui: &Ui, args: &SchemaArgs) -> Result<u8, Stop> {
    if args.list {
        list(ui);
        return Ok(0);
    }
    let what = args.what.as_deref().unwrap_or("state");
    let Some(schema) = json::schema(what) else {
        let names: Vec<&str> = json::schema_names().collect();
        let like = nearest(what, names.iter().copied());
        let like = like.map_or_else(String::new, |like| format!("did you mean '{like}'?\n"));
        return Err(Stop::Failed(Error::Usage {
            message: format!("there is no schema '{}'", crate::model::quoted(what)),
            hint: Some(format!("{like}there are {}", names.join(", "))),
        }));
    };
    if ui.json {
        ui.object(schema);
    } else {
        ui.answer(&format!("{schema:#}\n"));
    }
    Ok(0)
}

fn list(ui: &Ui) {
    let list = json::schema_list();
    if ui.json {
        ui.object(list);
        return;
    }
    let entries = list["schemas"].as_array().into_iter().flatten();
    let lines = entries.filter_map(|entry| {
        let (name, title) = (entry["name"].as_str()?, entry["title"].as_str()?);
        Some(format!("{name:<14} {title}\n"))
    });
    ui.answer(&lines.collect::<String>());
}
