package org.fascicle.contribution.help;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A documentation comment without its markup. Nothing of it is left after the first block tag.
 *
 * @param comment what the compiler knows of the comment, or null where there is none
 */
record PlainText(String comment) {
    private static final Pattern BLOCK_TAG = Pattern.compile("(?m)^\\s*@\\w+");
    private static final Pattern INLINE_TAG = Pattern.compile("\\{@(\\w+)(?:[ \\t]*\\R|\\s*)");
    private static final Pattern PARAGRAPH = Pattern.compile("\\s*</?(?:p|ul|ol)>\\s*|\\s*(?=<li>)");
    private static final Pattern AS_IT_STANDS = Pattern.compile("<pre>(.*?)</pre>", Pattern.DOTALL);
    /** What a line that stays as it is begins with. */
    private static final String INDENT = "    ";

    /** Paragraphs, one a line; each line of what is preformatted is one, behind four spaces. */
    String paragraphs() {
        if (comment == null) {
            return "";
        }
        Matcher tag = BLOCK_TAG.matcher(comment);
        String text = tag.find() ? comment.substring(0, tag.start()) : comment;
        text = withoutTags(text);
        StringBuilder lines = new StringBuilder();
        int end = 0;
        for (Matcher block = AS_IT_STANDS.matcher(text); block.find(); end = block.end()) {
            flowing(text.substring(end, block.start()), lines);
            block.group(1).stripIndent().lines().filter(line -> !line.isBlank())
                    .forEach(line -> lines.append(INDENT).append(plain(line)).append('\n'));
        }
        flowing(text.substring(end), lines);
        return lines.toString();
    }

    private static void flowing(String text, StringBuilder lines) {
        for (String paragraph : PARAGRAPH.split(text)) {
            String line = plain(paragraph).replaceAll("\\s+", " ").strip();
            if (!line.isEmpty()) {
                lines.append(line).append('\n');
            }
        }
    }

    private static String plain(String text) {
        return text.replaceAll("<li>", "- ").replaceAll("</?[a-z]+>", "").replace("&lt;", "<").replace("&gt;", ">")
                .replace("&amp;", "&");
    }

    /** The content of inline tags: of code all of it, of a link its label, else what it leads to. */
    private static String withoutTags(String text) {
        Matcher tag = INLINE_TAG.matcher(text);
        if (!tag.find()) {
            return text;
        }
        int end = end(text, tag.end());
        String content = text.substring(tag.end(), end);
        String plain = tag.group(1).startsWith("link") ? label(content) : content;
        return text.substring(0, tag.start()) + plain + withoutTags(text.substring(Math.min(text.length(), end + 1)));
    }

    private static int end(String text, int from) {
        int depth = 1;
        for (int i = from; i < text.length(); i++) {
            depth += text.charAt(i) == '{' ? 1 : text.charAt(i) == '}' ? -1 : 0;
            if (depth == 0) {
                return i;
            }
        }
        return text.length();
    }

    private static String label(String link) {
        String[] parts = link.strip().split("\\s+", 2);
        return parts.length == 2 ? parts[1] : parts[0].substring(parts[0].lastIndexOf('.') + 1).replace('#', '.');
    }
}
