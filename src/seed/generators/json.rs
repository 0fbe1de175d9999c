//! Small JSON objects.

use super::super::words::{self, NAMES, TAGS};
use super::{At, Field, SeedValue, text};

pub fn json(field: &Field, at: &At) -> SeedValue {
    let mut draw = field.draw(at);
    let yes = |value: bool| if value { "true" } else { "false" };
    // A default of `[]` says that the field holds a list.
    if field.default == Some(SeedValue::Text("[]".to_string())) || field.named(&["tags", "labels", "items", "list"]) {
        let (first, second) = (words::at(&TAGS, draw.number()), words::at(&TAGS, draw.number()));
        return text(format!("[\"{first}\", \"{second}\"]"));
    }
    let object = if field.named(&["settings", "preferences", "options", "config", "configuration"]) {
        let theme = if draw.percent(50) { "light" } else { "dark" };
        format!("{{\"theme\": \"{theme}\", \"notifications\": {}, \"page_size\": {}}}", yes(draw.percent(70)), 10 * draw.between(1, 5))
    } else if field.named(&["dimensions", "size"]) {
        format!("{{\"width_cm\": {}, \"height_cm\": {}, \"depth_cm\": {}}}", draw.between(5, 80), draw.between(5, 80), draw.between(2, 40))
    } else if field.named(&["payload", "event", "data"]) {
        format!("{{\"kind\": \"example\", \"sequence\": {}, \"source\": \"seed\"}}", at.row + 1)
    } else {
        let series = words::at(&NAMES, draw.number());
        format!("{{\"series\": \"{series}\", \"reading_minutes\": {}, \"featured\": {}}}", draw.between(2, 14), yes(draw.percent(25)))
    };
    text(object)
}
