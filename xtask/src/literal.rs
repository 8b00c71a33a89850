//! Lists in files of other languages, read as text: the keys of a dictionary of Python, the strings of a set, the rows of
//! a table in Markdown. Enough for lists of literals; nothing is evaluated.

/// The keys of a dictionary, each with the text of its value. `opening` is the text that ends where its brace begins.
/// None where the text has no such dictionary.
pub fn dictionary(text: &str, opening: &str) -> Option<Vec<(String, String)>> {
    let mut entries: Vec<(String, String)> = Vec::new();
    let mut key: Option<String> = None;
    let mut value_start = 0;
    let mut last_string: Option<&str> = None;
    let body = bracketed(text, opening)?;
    let mut depth = 0_usize;
    for token in tokens(body) {
        match token {
            Token::Open => depth += 1,
            Token::Close(_) => depth -= 1,
            Token::Text(string) if depth == 0 && key.is_none() => last_string = Some(string),
            Token::Sign(at, ':') if depth == 0 && key.is_none() => {
                // A `**name` before it has no colon.
                key = last_string.take().map(str::to_owned);
                value_start = at + 1;
            }
            Token::Sign(at, ',') if depth == 0 => {
                entries.extend(key.take().map(|key| (key, body[value_start..at].trim().to_owned())));
                last_string = None;
            }
            _ => {}
        }
    }
    entries.extend(key.map(|key| (key, body[value_start..].trim().to_owned())));
    Some(entries)
}

/// All strings within the bracket that follows `opening`.
pub fn strings(text: &str, opening: &str) -> Option<Vec<String>> {
    let body = bracketed(text, opening)?;
    Some(strings_of(body))
}

/// All strings of an expression.
pub fn strings_of(expression: &str) -> Vec<String> {
    let strings = tokens(expression).filter_map(|token| match token {
        Token::Text(string) => Some(string.to_owned()),
        _ => None,
    });
    strings.collect()
}

/// The text between the bracket that follows `opening` and the one that closes it.
fn bracketed<'a>(text: &'a str, opening: &str) -> Option<&'a str> {
    let start = text.find(opening)? + opening.len();
    let rest = text[start..].trim_start();
    let mut depth = 0_usize;
    for token in tokens(rest) {
        match token {
            Token::Open => depth += 1,
            Token::Close(at) => {
                depth = depth.checked_sub(1)?;
                if depth == 0 {
                    return Some(&rest[1..at]);
                }
            }
            // The first of all is the bracket.
            _ if depth == 0 => return None,
            _ => {}
        }
    }
    None
}

enum Token<'a> {
    Open,
    Close(usize),
    /// A string, without its quotes.
    Text(&'a str),
    /// Any other character that is no blank.
    Sign(usize, char),
}

/// Brackets, strings and other characters of a piece of Python; comments are left out.
fn tokens(text: &str) -> impl Iterator<Item = Token<'_>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            let letter = text[at..].chars().next()?;
            let start = at;
            at += letter.len_utf8();
            match letter {
                '(' | '[' | '{' => return Some(Token::Open),
                ')' | ']' | '}' => return Some(Token::Close(start)),
                '"' | '\'' => {
                    let quote = if text[start..].starts_with("\"\"\"") { "\"\"\"" } else { &text[start..at] };
                    let from = start + quote.len();
                    let to = from + end_of_string(&text[from..], quote);
                    at = (to + quote.len()).min(text.len());
                    return Some(Token::Text(&text[from..to]));
                }
                '#' => at += text[at..].find('\n').unwrap_or(text.len() - at),
                letter if letter.is_whitespace() => {}
                letter => return Some(Token::Sign(start, letter)),
            }
        }
    })
}

/// Where a string ends of which this is the rest.
fn end_of_string(rest: &str, quote: &str) -> usize {
    let mut escaped = false;
    for (at, letter) in rest.char_indices() {
        match letter {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            _ if rest[at..].starts_with(quote) => return at,
            _ => {}
        }
    }
    rest.len()
}

/// The cells of the rows of each table of a page of Markdown whose heading begins with these cells.
pub fn table(page: &str, heading: &str) -> Vec<Vec<String>> {
    let mut rows = Vec::new();
    let mut inside = false;
    for line in page.lines() {
        if line.starts_with(heading) {
            inside = true;
        } else if !line.starts_with('|') {
            inside = false;
        } else if inside && !line.starts_with("|---") {
            // A bar within code is written `\|`.
            let line = line.replace("\\|", "\u{0}");
            let cells = line.trim().trim_matches('|').split('|');
            rows.push(cells.map(|cell| cell.trim().replace('\u{0}', "|")).collect());
        }
    }
    rows
}

/// What stands between backticks.
pub fn code(text: &str) -> Vec<String> {
    text.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dictionary_is_read() {
        let text = "\
A = 1
NAMES = {
    \"one\": f(\"not\", {\"this\": 2}),  # \"nor\": this
    **dict.fromkeys(OTHERS, {\"mean\": 1}),
    'two': lambda x: x + \"a, b\",
    \"three\": \"a \\\" quote\"
}
";
        let entries = dictionary(text, "\nNAMES = ");
        let keys = |entries: &[(String, String)]| entries.iter().map(|(key, _)| key.clone()).collect::<Vec<_>>();
        let entries = entries.expect("it is there");
        assert_eq!(keys(&entries), ["one", "two", "three"]);
        assert_eq!(entries[1].1, "lambda x: x + \"a, b\"");
        assert_eq!(entries[2].1, "\"a \\\" quote\"");
        assert_eq!(dictionary(text, "\nOTHERS = "), None);
        assert_eq!(dictionary(text, "A = "), None);
        assert_eq!(dictionary("E = {}\n", "E = "), Some(vec![]));
    }

    #[test]
    fn strings_are_read() {
        let text = "S = (\n    \"a b \"  # \"no\"\n    \"c\", *OTHER\n).split()\n";
        assert_eq!(strings(text, "S = "), Some(vec!["a b ".to_owned(), "c".to_owned()]));
        assert_eq!(strings_of("(\"x\", [\"y\"])"), ["x", "y"]);
    }

    #[test]
    fn a_table_is_read() {
        let page = "| a | b |\n|---|---|\n| `x \\| y` | 1 |\n\n| c |\n|---|\n| no |\n";
        assert_eq!(table(page, "| a |"), [["`x | y`", "1"]]);
        assert_eq!(code("`x`, `y` and z"), ["x", "y"]);
    }
}
