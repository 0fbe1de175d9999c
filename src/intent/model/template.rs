//! How models want their turns marked.
//!
//! Comes in: the template that a GGUF file brings. Goes out: the marks. Never happens: a template is run (they are programs in Jinja; what is known of them is told by their signs).
//!
//! Source: llama.cpp, src/llama-chat.cpp, which tells them apart in the same way.

/// The marks of one family. What a turn opens with, and what it closes with.
#[derive(Debug, PartialEq, Eq)]
pub struct Template {
    pub name: &'static str,
    /// All of these stand in the model's template.
    signs: &'static [&'static str],
    /// None of these does.
    others: &'static [&'static str],
    /// None where the system has no turn of its own.
    pub system: Option<(&'static str, &'static str)>,
    pub user: (&'static str, &'static str),
    pub assistant: (&'static str, &'static str),
}

/// The first that fits decides.
pub const TEMPLATES: &[Template] = &[
    Template {
        name: "chatml",
        signs: &["<|im_start|>"],
        others: &["<|im_sep|>", "<end_of_utterance>"],
        system: Some(("<|im_start|>system\n", "<|im_end|>\n")),
        user: ("<|im_start|>user\n", "<|im_end|>\n"),
        assistant: ("<|im_start|>assistant\n", "<|im_end|>\n"),
    },
    Template {
        name: "phi4",
        signs: &["<|im_start|>", "<|im_sep|>"],
        others: &[],
        system: Some(("<|im_start|>system<|im_sep|>", "<|im_end|>")),
        user: ("<|im_start|>user<|im_sep|>", "<|im_end|>"),
        assistant: ("<|im_start|>assistant<|im_sep|>", "<|im_end|>"),
    },
    Template {
        name: "mistral-v7",
        signs: &["[INST]", "[SYSTEM_PROMPT]"],
        others: &[],
        system: Some(("[SYSTEM_PROMPT]", "[/SYSTEM_PROMPT]")),
        user: ("[INST]", "[/INST]"),
        assistant: ("", "</s>"),
    },
    Template {
        name: "mistral-v3",
        signs: &["[INST]"],
        others: &["<<SYS>>"],
        system: None,
        user: ("[INST] ", "[/INST]"),
        assistant: (" ", "</s>"),
    },
    Template {
        name: "phi3",
        signs: &["<|assistant|>", "<|end|>"],
        others: &[],
        system: Some(("<|system|>\n", "<|end|>\n")),
        user: ("<|user|>\n", "<|end|>\n"),
        assistant: ("<|assistant|>\n", "<|end|>\n"),
    },
    Template {
        name: "zephyr",
        signs: &["<|user|>", "<|endoftext|>"],
        others: &["<|assistant|>"],
        system: Some(("<|system|>\n", "<|endoftext|>\n")),
        user: ("<|user|>\n", "<|endoftext|>\n"),
        assistant: ("<|assistant|>\n", "<|endoftext|>\n"),
    },
    Template {
        name: "gemma",
        signs: &["<start_of_turn>"],
        others: &[],
        system: None,
        user: ("<start_of_turn>user\n", "<end_of_turn>\n"),
        assistant: ("<start_of_turn>model\n", "<end_of_turn>\n"),
    },
    Template {
        name: "llama3",
        signs: &["<|start_header_id|>", "<|end_header_id|>"],
        others: &[],
        system: Some(("<|start_header_id|>system<|end_header_id|>\n\n", "<|eot_id|>")),
        user: ("<|start_header_id|>user<|end_header_id|>\n\n", "<|eot_id|>"),
        assistant: ("<|start_header_id|>assistant<|end_header_id|>\n\n", "<|eot_id|>"),
    },
    Template {
        name: "granite",
        signs: &["<|start_of_role|>"],
        others: &[],
        system: Some(("<|start_of_role|>system<|end_of_role|>", "<|end_of_text|>\n")),
        user: ("<|start_of_role|>user<|end_of_role|>", "<|end_of_text|>\n"),
        assistant: ("<|start_of_role|>assistant<|end_of_role|>", "<|end_of_text|>\n"),
    },
];

/// The marks that a model's own template uses.
pub fn template_of(jinja: &str) -> Option<&'static Template> {
    let holds = |sign: &&str| jinja.contains(*sign);
    TEMPLATES.iter().find(|template| template.signs.iter().all(holds) && !template.others.iter().any(holds))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Shortened from the templates that the models' files bring.
    #[test]
    fn families_are_told_by_their_signs() {
        for (jinja, name) in [
            ("{% for message in messages %}{{'<|im_start|>' + message['role'] + '\\n' + message['content'] + '<|im_end|>'}}", "chatml"),
            ("{{ '<|im_start|>user<|im_sep|>' + message['content'] + '<|im_end|>' }}", "phi4"),
            ("{{ '<|' + 'x' }}<|start_header_id|>' + message['role'] + '<|end_header_id|>", "llama3"),
            ("{{ '<start_of_turn>' + role + '\\n' }}", "gemma"),
            ("{{ '[INST] ' + message['content'] + '[/INST]' }}", "mistral-v3"),
            ("{{ '<|user|>\\n' + content + '<|end|>\\n<|assistant|>\\n' }}", "phi3"),
            ("{{ '<|start_of_role|>' + role }}", "granite"),
        ] {
            assert_eq!(template_of(jinja).map(|template| template.name), Some(name), "{jinja}");
        }
        assert_eq!(template_of("{{ messages }}"), None);
        assert_eq!(template_of(""), None);
    }
}
