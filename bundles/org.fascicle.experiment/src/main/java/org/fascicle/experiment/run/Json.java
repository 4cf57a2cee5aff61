package org.fascicle.experiment.run;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import org.fascicle.experiment.checkpoint.AtomicFile;

/** How records of this package become JSON: by the names of their components, moments as ISO 8601. */
final class Json {
    private Json() {
    }

    /** A mapper that passes over fields that it does not know. */
    static JsonMapper mapper() {
        SimpleModule moments = new SimpleModule().addSerializer(Instant.class, ToStringSerializer.instance)
                .addDeserializer(Instant.class, new InstantReader());
        return JsonMapper.builder().addModule(moments).disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();
    }

    /** Writes a record aside and moves it into place. */
    static void write(Path file, Object record) throws IOException {
        byte[] json = mapper().writerWithDefaultPrettyPrinter().writeValueAsBytes(record);
        AtomicFile.write(file, channel -> {
            ByteBuffer bytes = ByteBuffer.wrap(json);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        });
    }

    /** What is wrong with a text, in one line without the library's own remarks. */
    static String reason(JacksonException notJson) {
        return notJson.getOriginalMessage().lines().findFirst().orElse("") + (notJson.getLocation() == null ? ""
                : " (line " + notJson.getLocation().getLineNr() + ", column "
                + notJson.getLocation().getColumnNr() + ")");
    }

    private static final class InstantReader extends StdDeserializer<Instant> {
        private static final long serialVersionUID = 1L;

        private InstantReader() {
            super(Instant.class);
        }

        @Override
        public Instant deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            String text = parser.getText();
            try {
                return Instant.parse(text);
            } catch (DateTimeException notMoment) {
                return (Instant) context.handleWeirdStringValue(Instant.class, text, "not a moment in ISO 8601");
            }
        }
    }
}
