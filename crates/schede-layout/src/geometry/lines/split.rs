//! Words of a line that are of something else: made a line of their own.
//!
//! Not here: which words are (`sections`).

use schede_model::Layer;

use super::text::PageText;

impl PageText {
    /// Parts a line before a token, one of its own but not the first: what stands before it
    /// is a line of this layer, and the rest the next line.
    pub fn part(&mut self, at: usize, token: usize, layer: Layer) {
        let offset = self.tokens[token].start;
        let line = &self.lines[at];
        let end = line.tokens.end;
        let rest = line.with_words(token..end, line.text[offset as usize..].to_owned());
        let before = line.text[..offset as usize].trim_end().to_owned();
        let first = line.with_words(line.tokens.start..token, before);
        for token in &mut self.tokens[token..end] {
            token.start -= offset;
            token.end -= offset;
        }
        self.lines[at] = first;
        self.lines[at].layer = layer;
        self.lines.insert(at + 1, rest);
        for line in self.beyond.iter_mut().chain(&mut self.edges) {
            *line += usize::from(*line >= at);
        }
        for (line, from, to) in &mut self.overprinted {
            let of_rest = *line == at && *from >= offset;
            if of_rest {
                *from -= offset;
                *to = to.saturating_sub(offset);
            }
            *line += usize::from(*line > at || of_rest);
        }
    }
}
