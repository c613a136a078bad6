//! A checkpoint as programs get it.

use crate::model::{ObjectId, Record};
use crate::report::json::object::Object;
use serde_json::{Map, Value};

/// A checkpoint: `fields` are what it says (`taskId` to `testState`), and the
/// read-only ones follow: `name` (null for the current one), `id` (the entry's
/// number; null where nothing was saved), `savedAt`, `head`, `branch`.
pub fn checkpoint(
    fields: Map<String, Value>,
    name: Option<&str>,
    id: Option<u64>,
    record: Option<&Record>,
) -> Value {
    let head = record.and_then(|record| record.head.as_ref());
    Object::of(fields)
        .put("name", name)
        .put("id", id)
        .put("savedAt", record.map(|record| record.saved_at.to_rfc3339()))
        .put("head", head.map(ObjectId::as_str))
        .put("branch", record.and_then(|record| record.branch.as_deref()))
        .build()
}
