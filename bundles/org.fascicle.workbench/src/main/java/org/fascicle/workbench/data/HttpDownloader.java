package org.fascicle.workbench.data;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.channels.UnresolvedAddressException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Fetches files by HTTP and HTTPS.
 *
 * @param connect how long a connection, and then an answer, may take
 * @param whole how long a file may take
 */
public record HttpDownloader(Duration connect, Duration whole) implements Downloader {
    /** Waits ten seconds for a connection and half an hour for a file. */
    public HttpDownloader() {
        this(Duration.ofSeconds(10), Duration.ofMinutes(30));
    }

    @Override
    public void download(URI source, Path target) throws IOException, InterruptedException {
        HttpClient client = HttpClient.newBuilder().connectTimeout(connect)
                .followRedirects(HttpClient.Redirect.NORMAL).build();
        try {
            HttpRequest request = HttpRequest.newBuilder(source).timeout(connect.multipliedBy(2)).build();
            CompletableFuture<HttpResponse<Path>> answer = client.sendAsync(request,
                    BodyHandlers.ofFile(target, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING));
            int status = answer.get(whole.toMillis(), TimeUnit.MILLISECONDS).statusCode();
            if (status != 200) {
                throw new IOException("the server answers " + status);
            }
        } catch (ExecutionException e) {
            throw new IOException(reason(e.getCause()), e.getCause());
        } catch (TimeoutException e) {
            throw new IOException("not finished after " + whole.toMinutes() + " minutes", e);
        } finally {
            // close() would wait for a transfer that was given up
            client.shutdownNow();
        }
    }

    private String reason(Throwable failure) {
        return switch (failure) {
            case ConnectException e when e.getCause() instanceof UnresolvedAddressException -> "no such host";
            case HttpConnectTimeoutException e -> "no connection after " + connect.toSeconds() + " seconds";
            case ConnectException e -> "no connection";
            case Throwable e when e.getMessage() == null -> e.getClass().getSimpleName();
            case Throwable e -> e.getMessage();
        };
    }
}
