import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.javarosa.core.model.FormDef;
import org.javarosa.core.model.FormIndex;
import org.javarosa.core.model.condition.EvaluationContext;
import org.javarosa.core.model.condition.IFunctionHandler;
import org.javarosa.core.model.SelectChoice;
import org.javarosa.core.model.data.IAnswerData;
import org.javarosa.core.model.instance.InstanceInitializationFactory;
import org.javarosa.core.model.instance.TreeElement;
import org.javarosa.core.model.instance.TreeReference;
import org.javarosa.core.reference.PrefixedRootFactory;
import org.javarosa.core.reference.Reference;
import org.javarosa.core.reference.ReferenceManager;
import org.javarosa.core.services.IPropertyManager;
import org.javarosa.core.services.PropertyManager;
import org.javarosa.core.util.JavaRosaCoreModule;
import org.javarosa.form.api.FormEntryController;
import org.javarosa.form.api.FormEntryModel;
import org.javarosa.form.api.FormEntryPrompt;
import org.javarosa.model.xform.XFormSerializingVisitor;
import org.javarosa.model.xform.XFormsModule;
import org.javarosa.xform.util.XFormAnswerDataParser;
import org.javarosa.xform.util.XFormAnswerDataSerializer;
import org.javarosa.xform.util.XFormUtils;
import org.javarosa.xpath.expr.XPathFuncExpr;

/**
 * Drives JavaRosa, the engine of ODK Collect, over standard input and output.
 *
 * <p>"F path language" opens a form, whose files lie beside it; "S path value" sets a value without
 * asking whether it is allowed; "A path" adds an instance to a repeat, "R path" removes one; "X"
 * writes the submission. Each line is answered by one line of JSON: the state of every node, or
 * {"error": why}.
 */
public class JavaRosaDriver {
    private FormDef form;
    private FormEntryController controller;

    public static void main(String[] args) throws Exception {
        PrintStream out = new PrintStream(System.out, true, "UTF-8");
        System.setOut(System.err);
        prepare();
        JavaRosaDriver driver = new JavaRosaDriver();
        BufferedReader lines =
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            out.println(driver.answered(line.split("\t", -1)));
        }
        System.exit(0);
    }

    private static void prepare() {
        PropertyManager.setPropertyManager(
                (IPropertyManager)
                        Proxy.newProxyInstance(
                                JavaRosaDriver.class.getClassLoader(),
                                new Class[] {IPropertyManager.class},
                                (self, method, given) ->
                                        method.getReturnType() == String.class ? "" : null));
        new JavaRosaCoreModule().registerModule();
        new XFormsModule().registerModule();
    }

    private String answered(String[] command) {
        try {
            switch (command[0]) {
                case "F":
                    open(command[1], command[2]);
                    break;
                case "A":
                    add(command[1]);
                    break;
                case "R":
                    remove(command[1]);
                    break;
                case "X":
                    return submission();
                default:
                    set(command[1], unescaped(command[2]));
            }
            return state();
        } catch (Throwable problem) {
            return "{\"error\":" + quoted(String.valueOf(problem)) + "}";
        }
    }

    private void open(String path, String language) throws Exception {
        byte[] xml = Files.readAllBytes(Paths.get(path));
        ReferenceManager.instance().reset();
        ReferenceManager.instance().addReferenceFactory(new Folder(Paths.get(path).getParent()));
        form = XFormUtils.getFormFromInputStream(new ByteArrayInputStream(xml));
        form.getEvaluationContext().addFunctionHandler(new PullData(form));
        form.initialize(true, new InstanceInitializationFactory());
        if (!language.isEmpty() && form.getLocalizer() != null) {
            form.getLocalizer().setLocale(language);
        }
        controller = new FormEntryController(new FormEntryModel(form));
    }

    private void set(String path, String value) {
        TreeElement element = elements().get(path);
        IAnswerData data =
                value.isEmpty()
                        ? null
                        : XFormAnswerDataParser.getAnswerData(value, element.getDataType(), null);
        form.setValue(data, element.getRef(), true);
    }

    private void add(String path) throws Exception {
        FormEntryModel model = controller.getModel();
        controller.jumpToIndex(FormIndex.createBeginningOfFormIndex());
        int event = controller.stepToNextEvent();
        for (; event != FormEntryController.EVENT_END_OF_FORM; event = controller.stepToNextEvent()) {
            if (event == FormEntryController.EVENT_PROMPT_NEW_REPEAT
                    && prompted(model.getFormIndex()).equals(path)) {
                controller.newRepeat();
                return;
            }
        }
        throw new IllegalStateException("nothing can be added to " + path);
    }

    private void remove(String path) {
        FormEntryModel model = controller.getModel();
        controller.jumpToIndex(FormIndex.createBeginningOfFormIndex());
        int event = controller.stepToNextEvent();
        for (; event != FormEntryController.EVENT_END_OF_FORM; event = controller.stepToNextEvent()) {
            if (event == FormEntryController.EVENT_REPEAT) {
                TreeReference place = model.getFormIndex().getReference();
                if (path(form.getMainInstance().resolveReference(place)).equals(path)) {
                    form.deleteRepeat(model.getFormIndex());
                    return;
                }
            }
        }
        throw new IllegalStateException("there is no " + path);
    }

    private String submission() throws Exception {
        form.postProcessInstance();
        byte[] xml = new XFormSerializingVisitor().serializeInstance(form.getMainInstance());
        return "{\"xml\":" + quoted(new String(xml, StandardCharsets.UTF_8)) + "}";
    }

    private String prompted(FormIndex index) {
        TreeReference place = index.getReference();
        TreeElement parent = form.getMainInstance().resolveReference(place.getParentRef());
        return path(parent) + "/" + place.getNameLast();
    }

    private String state() {
        Map<String, StringBuilder> told = new LinkedHashMap<>();
        prompts(told);
        for (Map.Entry<String, TreeElement> entry : elements().entrySet()) {
            TreeElement element = entry.getValue();
            StringBuilder json = told.computeIfAbsent(entry.getKey(), key -> new StringBuilder());
            json.append(",\"relevant\":").append(element.isRelevant());
            if (element.getNumChildren() == 0) {
                json.append(",\"value\":").append(quoted(element.isRelevant() ? text(element) : ""));
            }
        }
        StringBuilder json = new StringBuilder();
        for (Map.Entry<String, StringBuilder> entry : told.entrySet()) {
            json.append(json.length() == 0 ? "{" : ",").append(quoted(entry.getKey())).append(":{");
            json.append(entry.getValue().substring(1)).append("}");
        }
        return json.append("}").toString();
    }

    private void prompts(Map<String, StringBuilder> told) {
        FormEntryModel model = controller.getModel();
        controller.jumpToIndex(FormIndex.createBeginningOfFormIndex());
        int event = controller.stepToNextEvent();
        for (; event != FormEntryController.EVENT_END_OF_FORM; event = controller.stepToNextEvent()) {
            if (event == FormEntryController.EVENT_PROMPT_NEW_REPEAT) {
                String path = prompted(model.getFormIndex());
                told.put(path, new StringBuilder(",\"prompted\":true"));
            }
            if (event != FormEntryController.EVENT_QUESTION) {
                continue;
            }
            FormEntryPrompt prompt = model.getQuestionPrompt();
            TreeReference place = prompt.getIndex().getReference();
            TreeElement element = form.getMainInstance().resolveReference(place);
            StringBuilder json = new StringBuilder();
            json.append(",\"label\":").append(quoted(prompt.getQuestionText()));
            json.append(",\"required\":").append(prompt.isRequired());
            if (prompt.getSelectChoices() != null) {
                json.append(",\"choices\":[");
                String comma = "";
                for (SelectChoice choice : prompt.getSelectChoices()) {
                    json.append(comma).append("[").append(quoted(choice.getValue())).append(",");
                    json.append(quoted(prompt.getSelectChoiceText(choice))).append("]");
                    comma = ",";
                }
                json.append("]");
            }
            boolean holds =
                    element.getValue() == null
                            || form.evaluateConstraint(place, element.getValue());
            json.append(",\"holds\":").append(holds);
            told.put(path(element), json);
        }
    }

    private Map<String, TreeElement> elements() {
        Map<String, TreeElement> found = new LinkedHashMap<>();
        gather(form.getMainInstance().getRoot(), found);
        return found;
    }

    private static void gather(TreeElement parent, Map<String, TreeElement> found) {
        for (int place = 0; place < parent.getNumChildren(); place++) {
            TreeElement child = parent.getChildAt(place);
            if (child.getMult() != TreeReference.INDEX_TEMPLATE) {
                found.put(path(child), child);
                gather(child, found);
                for (int number = 0; number < child.getAttributeCount(); number++) {
                    TreeElement part = child.getAttribute(null, child.getAttributeName(number));
                    if (part != null) {
                        found.put(path(child) + "/@" + part.getName(), part);
                    }
                }
            }
        }
    }

    private static String path(TreeElement element) {
        TreeElement parent = (TreeElement) element.getParent();
        String above = parent == null || parent.getName() == null ? "" : path(parent);
        String number = element.isRepeatable() ? "[" + (element.getMult() + 1) + "]" : "";
        return above + "/" + element.getName() + number;
    }

    private static String text(TreeElement element) {
        if (element.getValue() == null) {
            return "";
        }
        return String.valueOf(
                new XFormAnswerDataSerializer()
                        .serializeAnswerData(element.getValue(), element.getDataType()));
    }

    private static String unescaped(String value) {
        return value.replace("\\n", "\n").replace("\\t", "\t");
    }

    private static String quoted(String text) {
        if (text == null) {
            return "null";
        }
        StringBuilder json = new StringBuilder("\"");
        for (char letter : text.toCharArray()) {
            if (letter == '"' || letter == '\\') {
                json.append('\\').append(letter);
            } else if (letter < 32) {
                json.append(String.format("\\u%04x", (int) letter));
            } else {
                json.append(letter);
            }
        }
        return json.append('"').toString();
    }

    /** Looks values up as Collect does, which brings this function itself. */
    private static final class PullData implements IFunctionHandler {
        private final FormDef form;

        PullData(FormDef form) {
            this.form = form;
        }

        @Override
        public String getName() {
            return "pulldata";
        }

        @Override
        public List<Class[]> getPrototypes() {
            return new ArrayList<>();
        }

        @Override
        public boolean rawArgs() {
            return true;
        }

        @Override
        public boolean realTime() {
            return false;
        }

        @Override
        public Object eval(Object[] given, EvaluationContext context) {
            String[] words = new String[4];
            for (int place = 0; place < 4; place++) {
                words[place] = XPathFuncExpr.toString(given[place]);
            }
            String name = words[0].replaceFirst("\\.csv$", "");
            if (form.getNonMainInstance(name) == null
                    || form.getNonMainInstance(name).getRoot() == null) {
                return "";
            }
            TreeElement root = (TreeElement) form.getNonMainInstance(name).getRoot();
            for (int number = 0; number < root.getNumChildren(); number++) {
                TreeElement row = root.getChildAt(number);
                TreeElement key = row.getFirstChild(words[2]);
                TreeElement found = row.getFirstChild(words[1]);
                if (key != null && found != null && words[3].equals(text(key))) {
                    return text(found);
                }
            }
            return "";
        }
    }

    /** Finds files by their last name in one folder, whatever jr:// address they are given. */
    private static final class Folder extends PrefixedRootFactory {
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
    private static final class InFolder implements Reference {
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
}
