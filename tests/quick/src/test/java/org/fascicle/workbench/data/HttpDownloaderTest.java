package org.fascicle.workbench.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a server on this machine. */
class HttpDownloaderTest {
    @TempDir
    private Path folder;
    private Path target;
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        target = Files.writeString(folder.resolve("target"), "what an earlier source left there");
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/file", exchange -> {
            exchange.sendResponseHeaders(200, 3);
            try (OutputStream body = exchange.getResponseBody()) {
                body.write(new byte[] {1, 2, 3});
            }
        });
        server.createContext("/moved", exchange -> {
            exchange.getResponseHeaders().add("Location", "/file");
            exchange.sendResponseHeaders(302, -1);
            exchange.close();
        });
        server.createContext("/short", exchange -> {
            exchange.sendResponseHeaders(200, 100);
            exchange.getResponseBody().write(new byte[] {1, 2, 3});
            exchange.getResponseBody().flush();
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private URI at(String path) {
        return URI.create("http://localhost:" + server.getAddress().getPort() + path);
    }

    @Test
    void a_file_replaces_what_the_target_held() throws Exception {
        new HttpDownloader().download(at("/file"), target);
        assertEquals(3, Files.size(target));
        new HttpDownloader().download(at("/moved"), target);
        assertEquals(3, Files.size(target));
    }

    @Test
    void an_answer_other_than_the_file_fails_with_its_number() {
        IOException e = assertThrows(IOException.class, () -> new HttpDownloader().download(at("/other"), target));
        assertEquals("the server answers 404", e.getMessage());
    }

    @Test
    void a_connection_that_ends_early_fails() {
        assertThrows(IOException.class, () -> new HttpDownloader().download(at("/short"), target));
    }

    @Test
    void a_server_that_is_not_there_fails_in_words() {
        URI nobody = at("/file");
        server.stop(0);
        IOException e = assertThrows(IOException.class, () -> new HttpDownloader().download(nobody, target));
        assertTrue(e.getMessage().startsWith("no connection"), e.getMessage());
    }
}
