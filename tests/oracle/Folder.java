import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.javarosa.core.reference.PrefixedRootFactory;
import org.javarosa.core.reference.Reference;

/** Finds files by their last name in one folder, whatever jr:// address they are given. */
final class Folder extends PrefixedRootFactory {
    private final Path folder;

    Folder(Path folder) {
        super(new String[] {"file/", "file-csv/", "images/", "audio/", "video/"});
        this.folder = folder;
    }

    @Override
    protected Reference factory(String terminal, String uri) {
        return new InFolder(folder.resolve(terminal), uri);
    }
}

/** A file in a folder. */
final class InFolder implements Reference {
    private final Path file;
    private final String uri;

    InFolder(Path file, String uri) {
        this.file = file;
        this.uri = uri;
    }

    @Override
    public boolean doesBinaryExist() {
        return Files.exists(file);
    }

    @Override
    public InputStream getStream() throws IOException {
        return Files.newInputStream(file);
    }

    @Override
    public String getURI() {
        return uri;
    }

    @Override
    public String getLocalURI() {
        return file.toString();
    }

    @Override
    public boolean isReadOnly() {
        return true;
    }

    @Override
    public OutputStream getOutputStream() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void remove() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Reference[] probeAlternativeReferences() {
        return new Reference[0];
    }
}
