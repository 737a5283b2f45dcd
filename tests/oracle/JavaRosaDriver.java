import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Paths;
import java.util.LinkedHashMap;
import java.util.Map;
import org.javarosa.core.model.FormDef;
import org.javarosa.core.model.FormIndex;
import org.javarosa.core.model.SelectChoice;
import org.javarosa.core.model.data.IAnswerData;
import org.javarosa.core.model.instance.InstanceInitializationFactory;
import org.javarosa.core.model.instance.TreeElement;
import org.javarosa.core.model.instance.TreeReference;
import org.javarosa.core.reference.ReferenceManager;
import org.javarosa.core.services.IPropertyManager;
import org.javarosa.core.services.PropertyManager;
import org.javarosa.core.util.JavaRosaCoreModule;
import org.javarosa.form.api.FormEntryCaption;
import org.javarosa.form.api.FormEntryController;
import org.javarosa.form.api.FormEntryModel;
import org.javarosa.form.api.FormEntryPrompt;
import org.javarosa.model.xform.XFormSerializingVisitor;
import org.javarosa.model.xform.XFormsModule;
import org.javarosa.xform.parse.XFormParser;
import org.javarosa.xform.util.XFormAnswerDataParser;
import org.javarosa.xform.util.XFormAnswerDataSerializer;
import org.javarosa.xform.util.XFormUtils;

/**
 * Drives JavaRosa, the engine of ODK Collect, over standard input and output.
 *
 * <p>"F path language" opens a form, whose files lie beside it; "S path value" sets a value without
 * asking whether it is allowed; "A path" adds an instance to a repeat, "R path" removes one. Each
 * line is answered by one line of JSON: the state of every node, or {"error": why}.
 *
 * <p>"E path language submission" opens a form with a submission, as Collect does to edit it; "X"
 * writes the submission, as {"xml": …}. "T path value" takes an answer if it is allowed, and tells
 * how long it took, as {"micros": …}.
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
                case "E":
                    edit(command[1], command[2], command[3]);
                    break;
                case "X":
                    return submission();
                case "T":
                    return "{\"micros\":" + timed(command[1], unescaped(command[2])) + "}";
                default:
                    set(command[1], unescaped(command[2]));
            }
            return state();
        } catch (Throwable problem) {
            return "{\"error\":" + quoted(String.valueOf(problem)) + "}";
        }
    }

    private void open(String path, String language) throws Exception {
        parse(path);
        begin(true, language);
    }

    private void edit(String path, String language, String submission) throws Exception {
        parse(path);
        byte[] xml = Files.readAllBytes(Paths.get(submission));
        TreeElement saved = XFormParser.restoreDataModel(xml, null).getRoot();
        TreeElement root = form.getMainInstance().getRoot().deepCopy(true);
        root.populate(saved, form);
        form.getMainInstance().setRoot(root);
        begin(false, language);
    }

    private void parse(String path) throws Exception {
        byte[] xml = Files.readAllBytes(Paths.get(path));
        ReferenceManager.instance().reset();
        ReferenceManager.instance().addReferenceFactory(new Folder(Paths.get(path).getParent()));
        form = XFormUtils.getFormFromInputStream(new ByteArrayInputStream(xml));
        form.getEvaluationContext().addFunctionHandler(new PullData());
    }

    private void begin(boolean isNew, String language) {
        form.initialize(isNew, new InstanceInitializationFactory());
        if (!language.isEmpty() && form.getLocalizer() != null) {
            form.getLocalizer().setLocale(language);
        }
        controller = new FormEntryController(new FormEntryModel(form));
    }

    private void set(String path, String value) {
        TreeElement element = elements().get(path);
        form.setValue(read(value, element), element.getRef(), true);
    }

    private double timed(String path, String value) {
        TreeElement element = elements().get(path);
        long began = System.nanoTime();
        IAnswerData data = read(value, element);
        if (data == null || form.evaluateConstraint(element.getRef(), data)) {
            form.setValue(data, element.getRef(), true);
        }
        return (System.nanoTime() - began) / 1000.0;
    }

    private static IAnswerData read(String value, TreeElement element) {
        return value.isEmpty()
                ? null
                : XFormAnswerDataParser.getAnswerData(value, element.getDataType(), null);
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
            if (event == FormEntryController.EVENT_GROUP || event == FormEntryController.EVENT_REPEAT) {
                group(told);
            }
            if (event != FormEntryController.EVENT_QUESTION) {
                continue;
            }
            FormEntryPrompt prompt = model.getQuestionPrompt();
            TreeReference place = prompt.getIndex().getReference();
            TreeElement element = form.getMainInstance().resolveReference(place);
            told.put(path(element), question(prompt, element));
        }
    }

    private void group(Map<String, StringBuilder> told) {
        FormEntryCaption caption = controller.getModel().getCaptionPrompt();
        TreeReference place = caption.getIndex().getReference();
        TreeElement element = form.getMainInstance().resolveReference(place);
        if (element != null) {
            String label = quoted(caption.getLongText());
            told.put(path(element), new StringBuilder(",\"title\":" + label));
        }
    }

    private StringBuilder question(FormEntryPrompt prompt, TreeElement element) {
        StringBuilder json = new StringBuilder();
        json.append(",\"label\":").append(quoted(prompt.getQuestionText()));
        json.append(",\"hint\":").append(quoted(prompt.getHelpText()));
        json.append(",\"required\":").append(prompt.isRequired());
        json.append(",\"readonly\":").append(prompt.isReadOnly());
        json.append(",\"constraintMessage\":").append(quoted(prompt.getConstraintText()));
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
                        || form.evaluateConstraint(element.getRef(), element.getValue());
        return json.append(",\"holds\":").append(holds);
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

    static String text(TreeElement element) {
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
}
