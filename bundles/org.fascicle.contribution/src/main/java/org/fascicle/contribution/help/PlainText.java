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
    private static final Pattern INLINE_TAG = Pattern.compile("\\{@(\\w+)\\s*");
    private static final Pattern PARAGRAPH = Pattern.compile("\\s*<(?:/?p|/?ul|/?ol|/?pre)>\\s*");

    /** Paragraphs, one a line. */
    String paragraphs() {
        if (comment == null) {
            return "";
        }
        Matcher tag = BLOCK_TAG.matcher(comment);
        String text = tag.find() ? comment.substring(0, tag.start()) : comment;
        StringBuilder lines = new StringBuilder();
        for (String paragraph : PARAGRAPH.split(withoutTags(text))) {
            String plain = paragraph.replaceAll("<li>", "- ").replaceAll("</?[a-z]+>", "").replace("&lt;", "<")
                    .replace("&gt;", ">").replace("&amp;", "&").replaceAll("\\s+", " ").strip();
            if (!plain.isEmpty()) {
                lines.append(plain).append('\n');
            }
        }
        return lines.toString();
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
