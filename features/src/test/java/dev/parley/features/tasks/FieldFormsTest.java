package dev.parley.features.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.features.world.World;
import dev.parley.platform.kernel.Json;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FieldFormsTest {
  private static final String ID = "01961f00-0000-7000-8000-000000000099";

  private static TaskFields fields(String json) {
    return TaskFields.read(Json.tree(json.replace('\'', '"').replace("ID", ID)), Set.of("version"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "{'title':' '}",
        "{'title':3}",
        "{'title':null}",
        "{'description':null}",
        "{'status':'open'}",
        "{'assigneeIds':'x'}",
        "{'assigneeIds':['x']}",
        "{'labels':[1]}",
        "{'labels':[' ']}",
        "{'dueAt':'tomorrow'}",
        "{'checklist':[{'text':''}]}",
        "{'checklist':[{'text':'x','done':1}]}",
        "{'checklist':[{'text':'x','other':1}]}",
        "{'position':'-'}",
        "{'parentId':'x'}",
        "{'relations':[{'type':'likes','taskId':'ID'}]}",
        "{'relations':[{'type':'blocks'}]}",
        "{'colour':'red'}",
      })
  void whatNoFieldCanHoldIsRefused(String json) {
    assertThat(World.refusal(() -> fields(json))).isEqualTo("invalid");
  }

  @Test
  void fieldsAreBounded() {
    for (var json :
        List.of(
            "{'title':'%s'}".formatted("x".repeat(FieldForms.TITLE_LENGTH_MAX + 1)),
            "{'description':'%s'}".formatted("x".repeat(FieldForms.DESCRIPTION_LENGTH_MAX + 1)),
            "{'labels':['%s']}".formatted("x".repeat(FieldForms.LABEL_LENGTH_MAX + 1)),
            "{'labels':[%s'x']}".formatted("'x',".repeat(FieldForms.LABELS_MAX)),
            "{'assigneeIds':[%s'ID']}".formatted("'ID',".repeat(FieldForms.ASSIGNEES_MAX)))) {
      assertThat(World.refusal(() -> fields(json))).isEqualTo("too_large");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'labels':['a ','a']} | {'labels':['a']}",
        "{'dueAt':'2026-12-01T00:00:00.0004Z'} | {'dueAt':'2026-12-01T00:00:00.000Z'}",
        "{'description':' '} | {'description':''}",
        "{'relations':[{'taskId':'ID','type':'blocks'}]} | {'relations':[{'type':'blocks','taskId':'ID'}]}",
        "{'version':3,'assigneeIds':['ID','ID']} | {'assigneeIds':['ID']}",
        "{'checklist':[{'id':'ID','text':'x'}]} | {'checklist':[{'done':false,'id':'ID','text':'x'}]}",
      })
  void theSameValueHasOneForm(String given, String form) {
    assertThat(fields(given)).isEqualTo(fields(form)).hasSameHashCodeAs(fields(form));
    assertThat(fields(given).json())
        .isEqualTo(Json.tree(form.replace('\'', '"').replace("ID", ID)));
  }

  @Test
  void anItemOfAChecklistGetsAnId() {
    var item = fields("{'checklist':[{'text':'x'}]}").get(TaskField.CHECKLIST).get(0);
    assertThat(item.get("id").asString()).hasSize(36);
    assertThat(
            World.refusal(
                () -> fields("{'checklist':[{'id':'ID','text':'x'},{'id':'ID','text':'y'}]}")))
        .isEqualTo("unprocessable");
  }
}
