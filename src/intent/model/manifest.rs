//! The models that somebody has tried: models/manifest, as data.
//!
//! Comes in: the file, at build. Goes out: its entries. Never happens: a model that is not in it is refused for that.

/// One entry of models/manifest.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct KnownModel {
    pub name: String,
    pub file: String,
    pub size: u64,
    pub sha256: String,
    pub licence: String,
    pub template: String,
    pub verdict: String,
}

const MANIFEST: &str = include_str!("../../../models/manifest");

pub fn known_models() -> Vec<KnownModel> {
    let mut models: Vec<KnownModel> = Vec::new();
    for line in MANIFEST.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')) {
        let (word, value) = line.split_once(char::is_whitespace).map_or((line, ""), |(word, value)| (word, value.trim()));
        if word == "model" {
            models.push(KnownModel { name: value.to_string(), ..KnownModel::default() });
        }
        let Some(model) = models.last_mut() else { continue };
        match word {
            "file" => model.file = value.to_string(),
            "size" => model.size = value.parse().unwrap_or(0),
            "sha256" => model.sha256 = value.to_string(),
            "licence" => model.licence = value.to_string(),
            "template" => model.template = value.to_string(),
            "verdict" => model.verdict = value.to_string(),
            _ => {}
        }
    }
    models
}

#[cfg(test)]
mod tests {
    use super::super::TEMPLATES;
    use super::*;

    #[test]
    fn every_entry_is_whole() {
        let models = known_models();
        assert!(!models.is_empty());
        for model in models {
            assert!(model.size > 0 && !model.licence.is_empty() && !model.verdict.is_empty(), "{model:?}");
            assert!(model.file.ends_with(".gguf") && model.sha256.len() == 64, "{model:?}");
            assert!(TEMPLATES.iter().any(|template| template.name == model.template), "{model:?}");
        }
        let words = ["model", "file", "size", "sha256", "licence", "template", "verdict", "#"];
        let unknown = MANIFEST.lines().filter(|line| !line.trim().is_empty() && !words.iter().any(|word| line.trim().starts_with(word)));
        assert_eq!(unknown.count(), 0);
    }
}
