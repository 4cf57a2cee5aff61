package org.fascicle.contribution.help;

import java.io.IOException;
import java.io.Writer;
import java.util.Set;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;
import javax.tools.Diagnostic;
import javax.tools.StandardLocation;
import org.fascicle.contribution.About;

/**
 * Runs in the compiler: writes the Javadoc of each type that carries {@link About} beside its class, as plain text in
 * {@code Dense.help.txt}.
 */
public final class HelpProcessor extends AbstractProcessor {
    /** What comes behind the name of the class. */
    private static final String ENDING = ".help.txt";

    @Override
    public Set<String> getSupportedAnnotationTypes() {
        return Set.of(About.class.getName());
    }

    @Override
    public SourceVersion getSupportedSourceVersion() {
        return SourceVersion.latest();
    }

    @Override
    public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
        for (Element element : round.getElementsAnnotatedWith(About.class)) {
            if (element instanceof TypeElement type) {
                write(type);
            }
        }
        return false;
    }

    private void write(TypeElement type) {
        Elements elements = processingEnv.getElementUtils();
        String text = new PlainText(elements.getDocComment(type)).paragraphs();
        if (text.isEmpty()) {
            return;
        }
        String inPackage = elements.getPackageOf(type).getQualifiedName().toString();
        String name = elements.getBinaryName(type).toString();
        try (Writer out = processingEnv.getFiler().createResource(StandardLocation.CLASS_OUTPUT, inPackage,
                name.substring(name.lastIndexOf('.') + 1) + ENDING, type).openWriter()) {
            out.write(text);
        } catch (IOException e) {
            processingEnv.getMessager().printMessage(Diagnostic.Kind.ERROR, "its help cannot be written: " + e, type);
        }
    }
}
